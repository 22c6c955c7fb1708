//! The cart: its page, its fragments, what forms do to it, and the stream that tells of changes made elsewhere.

use std::convert::Infallible;

use axum::Router;
use axum::extract::{Form, State};
use axum::response::sse::{Event, Sse};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post};
use cholon_cart::{FormChange, FormKey, GuestToken, LINE_QUANTITY_MAX, LineView as Line, Owner};
use cholon_catalog::VariantOffer;
use cholon_kernel::{ProductId, VariantId};
use cholon_shopping::{CartPicture, ShoppingError};
use cholon_webkit::{Code, Cookies, Problem, live, redirect};
use futures_util::Stream;
use http::{HeaderMap, StatusCode};
use serde::Deserialize;

use crate::links;
use crate::pages::listing::render;
use crate::session::{COOKIE_LIFETIME, COUNT_COOKIE, GUEST_COOKIE, check_form, with_cookies};
use crate::view::account::private;
use crate::view::cart::{CartFragment, CartTemplate, CartView, LineNews, LineView, MiniCartFragment, QUANTITY_MAX};
use crate::view::menu::icon;
use crate::view::page::Page;
use crate::view::picture::PictureView;
use crate::visit::{Visit, problem};
use cholon_webkit::flash::{Flash, FlashKind};

/// The path of the page.
const PATH: &str = "/gio-hang";
/// Where the change was made, for figures.
const CHANNEL: &str = "web";

/// The addresses of the cart.
pub(crate) fn routes() -> Router<Visit> {
    Router::new()
        .route(PATH, get(page))
        .route("/gio-hang/them", post(add))
        .route("/gio-hang/dong", post(change_line))
        .route("/gio-hang/su-kien", get(events))
        .route("/manh/gio-hang", get(mini))
        .route("/manh/gio-hang-trang", get(part))
}

/// How an answer shows the cart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Shape {
    Page,
    Part,
    Mini,
}

impl Shape {
    /// What a script asked for; people without scripts get the page.
    fn of(headers: &HeaderMap) -> Self {
        match headers.get("x-fragment").and_then(|value| value.to_str().ok()) {
            Some("mini") => Self::Mini,
            Some("page") => Self::Part,
            _ => Self::Page,
        }
    }
}

async fn page(State(visit): State<Visit>, cookies: Cookies) -> Result<Response, Problem> {
    show(&visit, &cookies, Shape::Page).await
}

async fn mini(State(visit): State<Visit>, cookies: Cookies) -> Result<Response, Problem> {
    show(&visit, &cookies, Shape::Mini).await
}

async fn part(State(visit): State<Visit>, cookies: Cookies) -> Result<Response, Problem> {
    show(&visit, &cookies, Shape::Part).await
}

async fn show(visit: &Visit, cookies: &Cookies, shape: Shape) -> Result<Response, Problem> {
    let (owner, visitor) = visit.owner(cookies).await?;
    let picture = match &owner {
        Some(owner) => visit.front.from.shopping.cart(owner).await.map_err(shopping_problem)?,
        None => visit.front.from.shopping.picture(&cholon_cart::Cart::default()).await.map_err(shopping_problem)?,
    };
    let csrf = visitor.map(|visitor| visitor.csrf);
    answer(visit, &Shown { picture, csrf, flash: None, guest: None }, shape).await
}

/// What an answer shows.
struct Shown {
    picture: CartPicture,
    /// The token of the session; none for a guest.
    csrf: Option<String>,
    flash: Option<(FlashKind, &'static str)>,
    /// The token of a guest's cart that was just begun.
    guest: Option<GuestToken>,
}

async fn answer(visit: &Visit, shown: &Shown, shape: Shape) -> Result<Response, Problem> {
    let tree = visit.tree().await?;
    let page = private(visit.frame(&tree, PATH), "cart");
    let cart = cart_view(&shown.picture, shown.csrf.as_deref(), &page);
    let count = cart.count.to_string();
    let flash = shown.flash.map(|(kind, key)| Flash { kind, text: page.text(key) });
    let rendered = match shape {
        Shape::Page => render(&CartTemplate { page, flash, cart }),
        Shape::Part => render(&CartFragment { page, flash, cart }),
        Shape::Mini => render(&MiniCartFragment { page, flash, cart }),
    }?;
    let failed = shown.flash.is_some_and(|(kind, _)| kind == FlashKind::Failed);
    let status = if failed { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    let guest = shown.guest.as_ref().map(|token| visit.cookie(GUEST_COOKIE, token.reveal(), COOKIE_LIFETIME));
    let count = visit.cookie(COUNT_COOKIE, &count, COOKIE_LIFETIME);
    Ok(with_cookies(rendered.with_status(status).into_response(), guest.into_iter().chain([count])))
}

/// What somebody puts into the cart: a variant, or a product that has one alone.
#[derive(Debug, Deserialize)]
struct Addition {
    variant: Option<String>,
    product: Option<String>,
    quantity: Option<String>,
    /// What scripts put in, so that a form whose answer was lost counts once when it is sent again.
    key: Option<String>,
}

async fn add(
    State(visit): State<Visit>,
    cookies: Cookies,
    headers: HeaderMap,
    Form(form): Form<Addition>,
) -> Result<Response, Problem> {
    let variant = match form.variant.as_deref().and_then(|id| id.parse::<VariantId>().ok()) {
        Some(variant) => variant,
        None => match only_variant(&visit, form.product.as_deref()).await? {
            Chosen::One(variant) => variant,
            Chosen::Several(path) => return Ok(redirect(StatusCode::SEE_OTHER, &path)),
        },
    };
    let offers = visit.front.from.catalog.offers(&[variant]).await.map_err(problem)?;
    let offer = offers.get(&variant).ok_or_else(Problem::not_found)?;
    let pieces = form.quantity.and_then(|text| text.trim().parse().ok()).unwrap_or(1_u32).clamp(1, QUANTITY_MAX);
    let change = FormChange::Add { variant, pieces, price: Some(offer.price.minor()) };
    let change = Asked { change, key: form_key(form.key.as_deref()), done: "cart-added" };
    changed(&visit, &cookies, &headers, change).await
}

/// What a product's button means.
enum Chosen {
    One(VariantId),
    /// The page on which one is chosen.
    Several(String),
}

async fn only_variant(visit: &Visit, product: Option<&str>) -> Result<Chosen, Problem> {
    let product: ProductId = product.and_then(|id| id.parse().ok()).ok_or_else(Problem::not_found)?;
    let catalog = &visit.front.from.catalog;
    let variants = catalog.variants_of(product).await.map_err(problem)?;
    if let [only] = variants.as_slice() {
        return Ok(Chosen::One(*only));
    }
    let card = catalog.cards(&[product]).await.map_err(problem)?.pop().ok_or_else(Problem::not_found)?;
    Ok(Chosen::Several(links::localized(visit.locale, &card.path())))
}

/// What somebody does to a line.
#[derive(Debug, Deserialize)]
struct LineForm {
    csrf: Option<String>,
    variant: String,
    r#do: Option<String>,
    quantity: Option<String>,
    /// How many pieces were wanted when the form was drawn: what was added elsewhere since then stays.
    seen: Option<String>,
    note: Option<String>,
    key: Option<String>,
}

async fn change_line(
    State(visit): State<Visit>,
    cookies: Cookies,
    headers: HeaderMap,
    Form(form): Form<LineForm>,
) -> Result<Response, Problem> {
    let (owner, visitor) = visit.owner(&cookies).await?;
    if let Some(visitor) = &visitor {
        check_form(visitor, form.csrf.as_deref().unwrap_or_default())?;
    }
    let variant: VariantId = form.variant.parse().map_err(|_text| Problem::not_found())?;
    let owner = owner.ok_or_else(Problem::not_found)?;
    let picture = visit.front.from.shopping.cart(&owner).await.map_err(shopping_problem)?;
    let lines = picture.view.lines.iter().chain(&picture.view.saved);
    let Some(line) = lines.into_iter().find(|line| line.line.variant == variant) else {
        // It went away meanwhile, on another device: what is there now is the answer.
        return show(&visit, &cookies, Shape::of(&headers)).await;
    };
    let done = if form.r#do.as_deref() == Some("save") { "cart-saved" } else { "" };
    let change = Asked { change: line_change(&form, line), key: form_key(form.key.as_deref()), done };
    changed(&visit, &cookies, &headers, change).await
}

fn line_change(form: &LineForm, line: &Line) -> FormChange {
    let (variant, now) = (line.line.variant, line.line.wanted);
    let number = |text: Option<&String>| text.and_then(|text| text.trim().parse::<u32>().ok());
    let (typed, seen) = (number(form.quantity.as_ref()), number(form.seen.as_ref()).unwrap_or(now));
    let from =
        |seen, quantity: u32| FormChange::SetQuantity { variant, quantity: quantity.clamp(1, LINE_QUANTITY_MAX), seen };
    let describe = |note, is_saved| FormChange::Describe { variant, note, is_saved };
    match form.r#do.as_deref().unwrap_or("quantity") {
        "remove" => FormChange::Remove { variant },
        "less" => from(now, line.quantity.saturating_sub(1)),
        "more" => from(now, line.quantity.saturating_add(1)),
        "save" => describe(None, Some(true)),
        "back" => describe(None, Some(false)),
        "note" => describe(Some(noted(form.note.as_deref())), None),
        _ => typed.map_or(from(now, line.quantity), |typed| from(seen, typed)),
    }
}

/// A note in one line, cut to what a line takes.
fn noted(text: Option<&str>) -> String {
    let words = text.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
    words.chars().take(cholon_cart::NOTE_LENGTH_MAX).collect()
}

fn form_key(text: Option<&str>) -> Option<FormKey> {
    text.and_then(FormKey::of)
}

/// What a form asks for.
struct Asked {
    change: FormChange,
    key: Option<FormKey>,
    /// The key of what the shopper is told then.
    done: &'static str,
}

/// Does what a form asks for and shows the cart: as a fragment for scripts, else by a redirect to the page.
async fn changed(visit: &Visit, cookies: &Cookies, headers: &HeaderMap, asked: Asked) -> Result<Response, Problem> {
    let (owner, visitor) = visit.owner(cookies).await?;
    let new = owner.is_none().then(GuestToken::random);
    let owner = owner.or_else(|| new.clone().map(Owner::Guest)).ok_or_else(Problem::not_found)?;
    let shopping = &visit.front.from.shopping;
    let (synced, picture) =
        shopping.change(&owner, CHANNEL, asked.change, asked.key).await.map_err(shopping_problem)?;
    let flash = match (synced.refused.is_empty(), asked.done) {
        (false, _) => Some((FlashKind::Failed, "cart-full")),
        (true, "") => None,
        (true, done) => Some((FlashKind::Done, done)),
    };
    let shape = Shape::of(headers);
    let shown = Shown { picture, csrf: visitor.map(|visitor| visitor.csrf), flash, guest: new };
    if shape != Shape::Page || !synced.refused.is_empty() {
        return answer(visit, &shown, shape).await;
    }
    let count = visit.cookie(COUNT_COOKIE, &shown.picture.view.pieces.to_string(), COOKIE_LIFETIME);
    let guest = shown.guest.as_ref().map(|token| visit.cookie(GUEST_COOKIE, token.reveal(), COOKIE_LIFETIME));
    let page = redirect(StatusCode::SEE_OTHER, &links::localized(visit.locale, PATH));
    Ok(with_cookies(page, guest.into_iter().chain([count])))
}

/// Tells of the cart's version and count now and whenever it changes, on whatever device.
async fn events(
    State(visit): State<Visit>,
    cookies: Cookies,
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Response> {
    let no_content = || StatusCode::NO_CONTENT.into_response();
    let (owner, _) = visit.owner(&cookies).await.map_err(Problem::into_response)?;
    let owner = owner.ok_or_else(no_content)?;
    let shopping = visit.front.from.shopping;
    let changes = shopping.carts.changes().watch(&owner);
    Ok(live(changes, "cart", move || {
        let (shopping, owner) = (shopping.clone(), owner.clone());
        async move {
            let picture = shopping.cart(&owner).await.ok()?;
            Some(format!(r#"{{"version":{},"count":{}}}"#, picture.view.version, picture.view.pieces))
        }
    }))
}

/// The problem behind an error of shopping.
pub(crate) fn shopping_problem(error: ShoppingError) -> Problem {
    match error {
        ShoppingError::Identity(error) => crate::session::identity_problem(error),
        ShoppingError::Catalog(error) => problem(error),
        ShoppingError::Cart(cholon_cart::CartError::Overloaded) => Problem::new(Code::Overloaded),
        other => Problem::unavailable(other),
    }
}

fn cart_view(picture: &CartPicture, csrf: Option<&str>, page: &Page) -> CartView {
    let view = &picture.view;
    let line = |line: &Line| line_view(line, picture.offers.get(&line.line.variant).map(|offer| &**offer), page);
    CartView {
        csrf: csrf.unwrap_or_default().to_owned(),
        version: view.version.unsigned_abs(),
        count: view.pieces,
        lines: view.lines.iter().map(line).collect(),
        saved: view.saved.iter().map(line).collect(),
        subtotal: view.totals.subtotal.to_string(),
        vat: view.totals.vat_included.to_string(),
        saving: (view.totals.saved.minor() > 0).then(|| view.totals.saved.to_string()),
        is_guest: csrf.is_none(),
    }
}

fn line_view(line: &Line, offer: Option<&VariantOffer>, page: &Page) -> LineView {
    let path = offer.map(|offer| format!("/{}/{}", offer.category_slug, offer.slug));
    let available = line.offer.map_or(0, |offer| offer.available);
    let list_price =
        line.offer.filter(|offer| offer.list_price.minor() > offer.price.minor()).map(|offer| offer.list_price);
    LineView {
        variant: line.line.variant.to_string(),
        href: page.link(path.as_deref().unwrap_or(PATH)),
        name: offer.map_or_else(|| page.text("cart-gone"), |offer| offer.name_in(page.locale).to_owned()),
        variant_name: offer.map(|offer| offer.variant_name.clone()).unwrap_or_default(),
        picture: offer.and_then(|offer| offer.picture.as_ref()).map(PictureView::from),
        icon: icon(offer.map(|offer| &*offer.category_slug).unwrap_or_default()),
        quantity: line.quantity,
        wanted: line.line.wanted,
        quantity_max: available.min(LINE_QUANTITY_MAX),
        price: line.offer.map(|offer| offer.price.to_string()).unwrap_or_default(),
        list_price: list_price.map(|price| price.to_string()),
        total: line.total.to_string(),
        note: line.line.note.clone(),
        news: news(line),
    }
}

fn news(line: &Line) -> Option<LineNews> {
    if line.quantity == 0 {
        return Some(LineNews::Gone);
    }
    if line.clamp.is_some() {
        return Some(LineNews::Clamped { wanted: line.line.wanted, left: line.quantity });
    }
    let (old, new) = line.price_before.zip(line.offer.map(|offer| offer.price))?;
    Some(LineNews::Price { old: old.to_string(), new: new.to_string(), is_lower: new.minor() < old.minor() })
}
