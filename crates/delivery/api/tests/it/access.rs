//! Every operation of the document says who may call it, and means it: each is tried by nobody, a guest, a customer, and
//! staff with and without the permission.

use cholon_identity::model::Permission;
use http::{Method, StatusCode};
use serde_json::{Value, json};

use crate::people::{AN, PASSWORD, bearer, log_in, register};
use crate::staff::{BOSS, boss, clerk, enter, member, role};
use crate::support::{Answer, Shop};

/// What changes something for who has no token yet: nothing else may.
const OPEN_TO_ALL: [&str; 12] = [
    "/v1/auth/forgot-password",
    "/v1/auth/login",
    "/v1/auth/login/facebook",
    "/v1/auth/login/google",
    "/v1/auth/login/zalo",
    "/v1/auth/refresh-token",
    "/v1/auth/register",
    "/v1/auth/register/resend",
    "/v1/auth/reset-password",
    "/v1/auth/verify-otp",
    // What Facebook signed.
    "/v1/webhooks/facebook/data-deletion",
    "/v1/webhooks/facebook/deauthorize",
];

/// An id of nothing.
const NOTHING: &str = "01939f6e-7a4e-7c53-9c1b-2f6f2a9d1e44";

/// Who may call an operation, as the document says it.
#[derive(Debug, PartialEq, Eq)]
enum Caller {
    Anybody,
    GuestOrCustomer,
    Customer,
    /// A shopper or one of staff.
    AnyAccount,
    /// Of staff who have given the password alone.
    HalfWay,
    Staff,
    StaffWith(Permission),
}

struct Operation {
    method: Method,
    path: String,
    caller: Caller,
    /// Whether its answer does not end by itself.
    is_stream: bool,
}

fn caller_of(operation: &Value) -> Caller {
    let ways: Vec<&Value> = operation["security"].as_array().into_iter().flatten().collect();
    let scopes = |scheme: &str| ways.iter().find_map(|way| way[scheme].as_array());
    if let (Some(_), Some(_)) = (scopes("staff"), scopes("bearer")) {
        return Caller::AnyAccount;
    }
    if let Some(scopes) = scopes("staff") {
        assert_eq!(ways.len(), 1, "what is for staff is for nobody else");
        return match scopes.first().map(|scope| scope.as_str().unwrap()) {
            None => Caller::Staff,
            Some("half-way") => Caller::HalfWay,
            Some(name) => Caller::StaffWith(Permission::named(name).unwrap()),
        };
    }
    match (ways.is_empty(), scopes("bearer").is_some(), scopes("cart").is_some()) {
        (true, ..) => Caller::Anybody,
        (_, true, true) => Caller::GuestOrCustomer,
        (_, true, false) => Caller::Customer,
        _ => panic!("{operation} names somebody unknown"),
    }
}

async fn operations(shop: &Shop) -> Vec<Operation> {
    let document = shop.get("/v1/openapi.json").await.json;
    let paths = document["paths"].as_object().unwrap();
    let each = paths.iter().flat_map(|(path, item)| {
        item.as_object().unwrap().iter().map(|(method, operation)| Operation {
            method: method.to_uppercase().parse().unwrap(),
            path: path.clone(),
            caller: caller_of(operation),
            is_stream: !operation["responses"]["200"]["content"]["text/event-stream"].is_null(),
        })
    });
    each.collect()
}

impl Operation {
    async fn tried(&self, shop: &Shop, header: Option<(&str, &str)>) -> Answer {
        let uri = ["{id}", "{session}"].iter().fold(self.path.clone(), |uri, name| uri.replace(name, NOTHING));
        shop.send(self.method.as_str(), &uri, header.as_slice()).await
    }

    /// Tries it with a token; answers status and code.
    async fn answer(&self, shop: &Shop, bearer: &str) -> (u16, String) {
        let answer = self.tried(shop, Some(("authorization", bearer))).await;
        (answer.status.as_u16(), answer.json["code"].as_str().unwrap_or_default().to_owned())
    }

    async fn lets_in(&self, shop: &Shop, header: Option<(&str, &str)>) {
        // Who follows a cart is let in in the tests of carts; the answer would not end here.
        if self.is_stream {
            return;
        }
        let answer = self.tried(shop, header).await;
        let is_in = !matches!(answer.status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
        assert!(is_in, "{self} refuses who may call it: {}", answer.text);
    }

    async fn refuses(&self, shop: &Shop, header: Option<(&str, &str)>) {
        let answer = self.tried(shop, header).await;
        assert_eq!(answer.status, StatusCode::UNAUTHORIZED, "{self} {header:?}");
    }
}

impl std::fmt::Display for Operation {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.method, self.path)
    }
}

#[tokio::test]
async fn what_is_for_anybody_is_known_and_asks_for_no_token() {
    let shop = Shop::open().await;
    for operation in operations(&shop).await {
        assert_eq!(
            operation.path.starts_with("/v1/admin"),
            matches!(operation.caller, Caller::HalfWay | Caller::Staff | Caller::StaffWith(_)),
            "{operation}: below /v1/admin everything is for staff, and nothing elsewhere"
        );
        if operation.caller != Caller::Anybody {
            operation.refuses(&shop, None).await;
            operation.refuses(&shop, Some(("authorization", "Bearer x.y.z"))).await;
            continue;
        }
        let is_open = OPEN_TO_ALL.contains(&operation.path.as_str()) || operation.path == "/v1/cart/guest";
        assert!(is_open || operation.method == Method::GET, "{operation} states nobody");
        operation.lets_in(&shop, None).await;
    }
}

#[tokio::test]
async fn what_is_for_shoppers_is_not_for_staff() {
    let shop = Shop::open().await;
    register(&shop, AN).await;
    let (_, boss) = boss(&shop).await;
    let guest = shop.post("/v1/cart/guest", &json!({}), &[]).await.json["cartToken"].as_str().unwrap().to_owned();
    let guest = ("x-cart-token", guest.as_str());
    for operation in operations(&shop).await {
        match operation.caller {
            Caller::GuestOrCustomer => operation.lets_in(&shop, Some(guest)).await,
            Caller::Customer | Caller::AnyAccount => operation.refuses(&shop, Some(guest)).await,
            _ => continue,
        }
        if operation.caller == Caller::AnyAccount {
            let staff = enter(&shop, BOSS).await;
            operation.lets_in(&shop, Some(("authorization", &staff))).await;
        } else {
            operation.refuses(&shop, Some(("authorization", &boss))).await;
        }
        // Afresh each time: some operations end the session.
        let customer = bearer(&log_in(&shop, AN, PASSWORD).await.json);
        operation.lets_in(&shop, Some(("authorization", &customer))).await;
    }
}

/// Staff around one permission.
struct Around {
    permission: Permission,
    /// The token of who has it.
    with: String,
    /// The token of who has everything else that a role can give.
    without: String,
}

async fn around(shop: &Shop, boss: &str) -> Vec<Around> {
    let given: Vec<Permission> = Permission::ALL.iter().copied().filter(|one| !one.is_for_super()).collect();
    let mut all = Vec::new();
    for permission in Permission::ALL.iter().copied() {
        let name = permission.name().replace(':', "-");
        let others: Vec<_> = given.iter().copied().filter(|other| *other != permission).collect();
        let (_, without) = clerk(shop, &format!("no-{name}"), &others).await;
        let with = if permission.is_for_super() { boss.to_owned() } else { clerk(shop, &name, &[permission]).await.1 };
        all.push(Around { permission, with, without });
    }
    all
}

#[tokio::test]
async fn what_is_for_staff_takes_the_permission_that_the_document_names() {
    let shop = Shop::open().await;
    let customer = bearer(&register(&shop, AN).await);
    let (_, boss) = boss(&shop).await;
    let around = around(&shop, &boss).await;
    let (_, plain) = clerk(&shop, "plain", &[]).await;
    role(
        &shop,
        "half-way",
        Permission::ALL.iter().copied().filter(|one| !one.is_for_super()).collect::<Vec<_>>().as_slice(),
        true,
    )
    .await;
    member(&shop, "half-way@example.vn", "half-way").await;
    let half_way = enter(&shop, "half-way@example.vn").await;
    let mut seen = Vec::new();
    for operation in operations(&shop).await {
        let with = match operation.caller {
            Caller::StaffWith(permission) => {
                seen.push(permission);
                let around = around.iter().find(|around| around.permission == permission).unwrap();
                let lacking = operation.tried(&shop, Some(("authorization", &around.without))).await;
                assert_eq!(lacking.json["code"], "forbidden", "{operation}: {}", lacking.text);
                assert!(lacking.json["details"][0]["message"].as_str().unwrap().contains(permission.name()));
                assert_eq!(operation.answer(&shop, &plain).await, (403, "forbidden".to_owned()), "{operation}");
                &around.with
            }
            Caller::Staff => &plain,
            Caller::HalfWay => &half_way,
            _ => continue,
        };
        operation.lets_in(&shop, Some(("authorization", with))).await;
        assert_eq!(operation.answer(&shop, &customer).await, (404, "not-found".to_owned()), "{operation}");
        if operation.caller != Caller::HalfWay {
            let early = operation.answer(&shop, &half_way).await;
            assert_eq!(early, (403, "second-factor-needed".to_owned()), "{operation}");
        }
    }
    assert!(Permission::ALL.iter().all(|permission| seen.contains(permission)), "{seen:?}");
}
