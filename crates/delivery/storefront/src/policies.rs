//! The policy pages that Decree 52/2013 asks of an online shop: which there are and their texts.

use askama::Template;
use cholon_kernel::Locale;

use crate::shop::ShopInfo;

/// A policy page.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Policy {
    /// Who we are.
    About,
    /// Terms of use and sale.
    Terms,
    /// Personal data.
    Privacy,
    /// Delivery.
    Shipping,
    /// Returns and refunds.
    Returns,
    /// Warranty.
    Warranty,
    /// Complaints and disputes.
    Disputes,
}

impl Policy {
    /// All of them, in order of display.
    pub(crate) const ALL: [Self; 7] =
        [Self::About, Self::Terms, Self::Privacy, Self::Shipping, Self::Returns, Self::Warranty, Self::Disputes];

    /// The Vietnamese path.
    pub(crate) const fn path(self) -> &'static str {
        match self {
            Self::About => "/gioi-thieu",
            Self::Terms => "/chinh-sach/dieu-khoan",
            Self::Privacy => "/chinh-sach/bao-mat",
            Self::Shipping => "/chinh-sach/giao-hang",
            Self::Returns => "/chinh-sach/doi-tra",
            Self::Warranty => "/chinh-sach/bao-hanh",
            Self::Disputes => "/chinh-sach/khieu-nai",
        }
    }

    /// The text that names it.
    pub(crate) const fn title_key(self) -> &'static str {
        match self {
            Self::About => "policy-about",
            Self::Terms => "policy-terms",
            Self::Privacy => "policy-privacy",
            Self::Shipping => "policy-shipping",
            Self::Returns => "policy-returns",
            Self::Warranty => "policy-warranty",
            Self::Disputes => "policy-disputes",
        }
    }

    /// Its text as markup.
    pub(crate) fn body(self, locale: Locale, shop: &ShopInfo) -> Result<String, askama::Error> {
        match (self, locale) {
            (Self::About, Locale::Vi) => AboutVi { shop }.render(),
            (Self::About, Locale::En) => AboutEn { shop }.render(),
            (Self::Terms, Locale::Vi) => TermsVi { shop }.render(),
            (Self::Terms, Locale::En) => TermsEn { shop }.render(),
            (Self::Privacy, Locale::Vi) => PrivacyVi { shop }.render(),
            (Self::Privacy, Locale::En) => PrivacyEn { shop }.render(),
            (Self::Shipping, Locale::Vi) => ShippingVi { shop }.render(),
            (Self::Shipping, Locale::En) => ShippingEn { shop }.render(),
            (Self::Returns, Locale::Vi) => ReturnsVi { shop }.render(),
            (Self::Returns, Locale::En) => ReturnsEn { shop }.render(),
            (Self::Warranty, Locale::Vi) => WarrantyVi { shop }.render(),
            (Self::Warranty, Locale::En) => WarrantyEn { shop }.render(),
            (Self::Disputes, Locale::Vi) => DisputesVi { shop }.render(),
            (Self::Disputes, Locale::En) => DisputesEn { shop }.render(),
        }
    }
}

/// Defines the template of one text.
macro_rules! policy_text {
    ($($name:ident $path:literal),+ $(,)?) => {
        $(#[derive(Template)]
        #[template(path = $path)]
        struct $name<'a> {
            shop: &'a ShopInfo,
        })+
    };
}

policy_text!(
    AboutVi "policies/vi/about.html",
    AboutEn "policies/en/about.html",
    TermsVi "policies/vi/terms.html",
    TermsEn "policies/en/terms.html",
    PrivacyVi "policies/vi/privacy.html",
    PrivacyEn "policies/en/privacy.html",
    ShippingVi "policies/vi/shipping.html",
    ShippingEn "policies/en/shipping.html",
    ReturnsVi "policies/vi/returns.html",
    ReturnsEn "policies/en/returns.html",
    WarrantyVi "policies/vi/warranty.html",
    WarrantyEn "policies/en/warranty.html",
    DisputesVi "policies/vi/disputes.html",
    DisputesEn "policies/en/disputes.html",
);
