//! Who the shop is: what every page tells about it, as Decree 52/2013 asks.

/// Name, address and contacts of the shop. What is missing is left out of the pages, never invented.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ShopInfo {
    /// The name beside the logo.
    pub name: String,
    /// Scheme and host that shoppers use, without a slash at the end: `https://cholon.example`.
    pub public_url: String,
    /// The registered name of the company; the shop's name where there is none.
    pub company: Option<String>,
    /// The number of the enterprise, which is its tax code.
    pub tax_code: Option<String>,
    /// The address of the company and its store.
    pub address: Option<String>,
    /// The telephone number as people read it: `1900 1234`.
    pub hotline: Option<String>,
    /// The address for mail.
    pub email: Option<String>,
}

impl ShopInfo {
    /// The registered name, or the shop's.
    #[must_use]
    pub fn legal_name(&self) -> &str {
        self.company.as_deref().unwrap_or(&self.name)
    }

    /// The telephone number as a device dials it: digits and a leading plus.
    #[must_use]
    pub fn hotline_digits(&self) -> String {
        let dialled = |letter: &char| letter.is_ascii_digit() || *letter == '+';
        self.hotline.as_deref().unwrap_or_default().chars().filter(dialled).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_dialled_without_its_spaces() {
        let shop = ShopInfo { hotline: Some("+84 28 1234-5678".to_owned()), ..ShopInfo::default() };
        assert_eq!(shop.hotline_digits(), "+842812345678");
    }
}
