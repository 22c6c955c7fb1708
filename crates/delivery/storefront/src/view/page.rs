//! What the frame of every page needs: head, menu, footer and the texts of its language.

use std::fmt::Write as _;
use std::sync::Arc;

use cholon_i18n::{Texts, Value, texts};
use cholon_kernel::Locale;
use cholon_webkit::form::Words;

use crate::links;
use crate::policies::Policy;
use crate::shop::ShopInfo;
use crate::view::Link;
use crate::view::menu::MenuItem;

/// The frame of a page.
#[derive(Clone)]
pub(crate) struct Page {
    pub(crate) locale: Locale,
    texts: &'static Texts,
    pub(crate) shop: Arc<ShopInfo>,
    pub(crate) menu: Arc<Vec<MenuItem>>,
    /// The title of the window.
    pub(crate) title: String,
    /// The words for search engines.
    pub(crate) description: Option<String>,
    /// The canonical path in Vietnamese, without the language.
    pub(crate) path: String,
    /// Whether search engines may list it.
    pub(crate) is_indexed: bool,
    /// The Open Graph type.
    pub(crate) og_type: &'static str,
    /// The path of the picture that stands for the page.
    pub(crate) og_image: Option<String>,
    /// Structured data, each block safe to stand in a script element.
    pub(crate) json_ld: Vec<String>,
    /// What follows the path in the link to the other language: filters, products compared.
    pub(crate) switch_query: String,
    /// What stands in the search box.
    pub(crate) query: String,
    /// The year under the page.
    pub(crate) year: i16,
}

impl Page {
    /// The frame of the page at `path`, the Vietnamese one, with the shop's name as its title.
    pub(crate) fn new(locale: Locale, shop: Arc<ShopInfo>, menu: Arc<Vec<MenuItem>>, path: &str) -> Self {
        Self {
            locale,
            texts: texts(locale),
            title: shop.name.clone(),
            shop,
            menu,
            description: None,
            path: path.to_owned(),
            is_indexed: true,
            og_type: "website",
            og_image: None,
            json_ld: Vec::new(),
            switch_query: String::new(),
            query: String::new(),
            year: 0,
        }
    }

    /// The page with a title; the shop's name follows it.
    pub(crate) fn titled(mut self, title: &str) -> Self {
        self.title = format!("{title} | {}", self.shop.name);
        self
    }

    /// Adds structured data.
    pub(crate) fn push_json_ld(&mut self, value: &serde_json::Value) {
        // Inside a script element only `<` could end it early; JSON lets every letter be written as an escape.
        self.json_ld.push(value.to_string().replace('<', "\\u003c"));
    }

    /// A text; what templates use.
    pub(crate) fn t<'a>(&'a self, key: &'a str) -> &'a str {
        self.texts.get(key)
    }

    /// A text of its own.
    pub(crate) fn text(&self, key: &str) -> String {
        self.t(key).to_owned()
    }

    /// A text with a number in it.
    pub(crate) fn t1(&self, key: &str, name: &'static str, value: impl Into<Value<'static>>) -> String {
        self.texts.format(key, &[(name, value.into())])
    }

    /// The same for templates, which pass what they know by reference.
    pub(crate) fn tn<T: Copy + Into<Value<'static>>>(&self, key: &str, name: &'static str, value: &T) -> String {
        self.t1(key, name, *value)
    }

    /// A text with another text in it.
    pub(crate) fn ts(&self, key: &str, name: &'static str, value: &str) -> String {
        self.texts.format(key, &[(name, value.into())])
    }

    /// A text with several things in it.
    pub(crate) fn format(&self, key: &str, arguments: &[(&str, Value<'_>)]) -> String {
        self.texts.format(key, arguments)
    }

    /// What stands before every path of this language.
    pub(crate) fn base(&self) -> &'static str {
        links::base(self.locale)
    }

    /// The link to a page of this language; `path` is the Vietnamese one.
    pub(crate) fn link(&self, path: &str) -> String {
        links::localized(self.locale, path)
    }

    /// The path of this page in its language.
    pub(crate) fn localized_path(&self) -> String {
        self.link(&self.path)
    }

    /// The address of a page in this language.
    pub(crate) fn absolute(&self, path: &str) -> String {
        format!("{}{}", self.shop.public_url, self.link(path))
    }

    /// The address of a file, which has no language.
    pub(crate) fn absolute_file(&self, path: &str) -> String {
        format!("{}{path}", self.shop.public_url)
    }

    /// The address of this page in a language.
    pub(crate) fn in_language(&self, tag: &str) -> String {
        let locale = tag.parse().unwrap_or(self.locale);
        format!("{}{}", self.shop.public_url, links::localized(locale, &self.path))
    }

    const fn other_language(&self) -> Locale {
        match self.locale {
            Locale::Vi => Locale::En,
            Locale::En => Locale::Vi,
        }
    }

    /// The tag of the language this page is not in.
    pub(crate) const fn other_language_tag(&self) -> &'static str {
        self.other_language().tag()
    }

    /// This page in the other language.
    pub(crate) fn other_language_path(&self) -> String {
        format!("{}{}", links::localized(self.other_language(), &self.path), self.switch_query)
    }

    /// Whether this is the page at `path`, the Vietnamese one.
    pub(crate) fn is_at(&self, path: &str) -> bool {
        self.path == path
    }

    /// The path of a file that is part of the program.
    #[expect(clippy::unused_self, reason = "templates reach functions through their values")]
    pub(crate) fn asset(&self, name: &str) -> String {
        crate::assets::url(name)
    }

    /// A symbol of `icons.svg` as markup.
    pub(crate) fn icon(&self, name: &str) -> String {
        let mut markup = String::with_capacity(128);
        let file = self.asset("icons.svg");
        let written = write!(
            markup,
            r#"<svg class="icon" aria-hidden="true" focusable="false"><use href="{file}#{name}"/></svg>"#
        );
        debug_assert!(written.is_ok(), "a string takes every text");
        markup
    }

    /// The policy pages, in order of display.
    pub(crate) fn policy_links(&self) -> Vec<Link> {
        let link = |policy: Policy| Link { name: self.text(policy.title_key()), href: self.link(policy.path()) };
        Policy::ALL.into_iter().map(link).collect()
    }
}

impl Words for Page {
    fn texts(&self) -> &'static Texts {
        self.texts
    }
}
