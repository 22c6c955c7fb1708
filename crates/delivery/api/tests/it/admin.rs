//! What staff do to accounts over HTTP, and what is written down of it.

use cholon_identity::model::Permission::{UsersRead, UsersWrite};
use http::StatusCode;
use serde_json::{Value, json};

use crate::people::{AN, PASSWORD, as_owner, bearer, log_in, register};
use crate::staff::{BOSS, boss, clerk, enter, member, role, shown};
use crate::support::Shop;

/// Somebody of staff at work.
pub(crate) struct Desk<'s> {
    pub(crate) shop: &'s Shop,
    pub(crate) token: String,
}

impl Desk<'_> {
    /// Sends a request; the status that is expected.
    pub(crate) async fn ask(&self, method: &str, path: &str, body: Option<Value>, status: StatusCode) -> Value {
        let uri = format!("/v1/admin/{path}");
        let headers = [("authorization", self.token.as_str()), ("user-agent", "cholon-test/1")];
        let answer = match body {
            Some(body) => self.shop.json(method, &uri, &body, &headers).await,
            None => self.shop.send(method, &uri, &headers).await,
        };
        assert_eq!(answer.status, status, "{method} {uri}: {}", answer.text);
        answer.json
    }

    pub(crate) async fn get(&self, path: &str) -> Value {
        self.ask("GET", path, None, StatusCode::OK).await
    }

    /// The newest line of the audit log.
    pub(crate) async fn line(&self) -> Value {
        self.get("audit-logs?size=1").await["items"][0].clone()
    }
}

#[tokio::test]
async fn the_second_factor_is_set_up_and_given_once() {
    let shop = Shop::open().await;
    let (id, token) = boss(&shop).await;
    let desk = Desk { shop: &shop, token };
    desk.get("users").await;
    desk.ask("POST", "second-factor/enrolment", None, StatusCode::NOT_FOUND).await;
    let other = Desk { shop: &shop, token: enter(&shop, BOSS).await };
    let early = other.ask("GET", "users", None, StatusCode::FORBIDDEN).await;
    assert_eq!(early["code"], "second-factor-needed");
    other.ask("POST", "second-factor/enrolment", None, StatusCode::NOT_FOUND).await;
    let wrong = Some(json!({ "code": "000000" }));
    let wrong = other.ask("POST", "second-factor", wrong, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(wrong["details"][0]["field"], "code");
    // Who lost the app is helped by another, and sets it up anew.
    desk.ask("POST", &format!("users/{id}/reset-second-factor"), None, StatusCode::NO_CONTENT).await;
    desk.ask("GET", "users", None, StatusCode::UNAUTHORIZED).await;
    let again = Desk { shop: &shop, token: enter(&shop, BOSS).await };
    let secret = again.ask("POST", "second-factor/enrolment", None, StatusCode::OK).await;
    assert!(secret["link"].as_str().unwrap().starts_with("otpauth://totp/Cholon:"));
    let code = Some(json!({ "code": shown(&shop, secret["secret"].as_str().unwrap()) }));
    again.ask("POST", "second-factor", code, StatusCode::NO_CONTENT).await;
    let lines = again.get("audit-logs?size=2").await["items"].clone();
    assert_eq!((&lines[0]["action"], &lines[0]["entityId"]), (&json!("account.second-factor-set-up"), &json!(id)));
    assert_eq!((&lines[1]["action"], &lines[1]["entityId"]), (&json!("account.second-factor-reset"), &json!(id)));
}

#[tokio::test]
async fn an_account_is_found_blocked_and_opened_again_and_all_is_written_down() {
    let shop = Shop::open().await;
    let an = bearer(&register(&shop, AN).await);
    let (boss_id, token) = boss(&shop).await;
    let desk = Desk { shop: &shop, token };
    let found = desk.get("users?filter=customers&q=NGUY%E1%BB%84N%20th%E1%BB%8B").await;
    let user = found["items"][0].clone();
    assert_eq!((&user["email"], &user["kind"], &user["state"]), (&json!(AN), &json!("customer"), &json!("active")));
    let path = format!("users/{}", user["id"].as_str().unwrap());
    assert_eq!(desk.get(&path).await, user);
    assert_eq!(desk.get(&format!("{path}/sessions")).await["items"].as_array().unwrap().len(), 1);
    desk.ask("POST", &format!("{path}/block"), None, StatusCode::NO_CONTENT).await;
    assert_eq!(as_owner(&shop, "GET", "/v1/me", None, &an).await.status, StatusCode::UNAUTHORIZED, "out at once");
    let line = desk.line().await;
    assert_eq!(line["action"], "account.blocked");
    assert_eq!((&line["entity"], &line["entityId"]), (&json!("account"), &user["id"]));
    assert_eq!((&line["oldValues"], &line["newValues"]), (&json!({ "blocked": false }), &json!({ "blocked": true })));
    assert_eq!((&line["address"], &line["userAgent"]), (&json!("127.0.0.1"), &json!("cholon-test/1")));
    assert_eq!(line["actor"], format!("staff:{boss_id}"));
    assert_eq!(desk.get("users?filter=locked").await["items"][0]["state"], "blocked");
    desk.ask("POST", &format!("{path}/unblock"), None, StatusCode::NO_CONTENT).await;
    desk.ask("POST", &format!("{path}/unblock"), None, StatusCode::NOT_FOUND).await;
    desk.ask("POST", &format!("users/{boss_id}/block"), None, StatusCode::CONFLICT).await;
    for _ in 0..5 {
        assert_eq!(log_in(&shop, AN, "wrong password").await.status, StatusCode::UNAUTHORIZED);
    }
    assert_eq!(log_in(&shop, AN, PASSWORD).await.status, StatusCode::UNAUTHORIZED);
    desk.ask("POST", &format!("{path}/unlock"), None, StatusCode::NO_CONTENT).await;
    let an = bearer(&log_in(&shop, AN, PASSWORD).await.json);
    let sessions = desk.get(&format!("{path}/sessions")).await;
    let session = sessions["items"][0]["id"].as_str().unwrap();
    desk.ask("DELETE", &format!("{path}/sessions/{session}"), None, StatusCode::NO_CONTENT).await;
    assert_eq!(as_owner(&shop, "GET", "/v1/me", None, &an).await.status, StatusCode::UNAUTHORIZED);
    assert_eq!(desk.line().await["newValues"], json!({ "session": session }));
    desk.ask("DELETE", &format!("{path}/sessions/{session}"), None, StatusCode::NOT_FOUND).await;
    desk.ask("POST", "users/nonsense/block", None, StatusCode::NOT_FOUND).await;
}

#[tokio::test]
async fn staff_are_hired_and_given_no_more_than_whoever_does_it_has() {
    let shop = Shop::open().await;
    let (boss_id, boss_token) = boss(&shop).await;
    let (_, token) = clerk(&shop, "lead", &[UsersRead, UsersWrite]).await;
    role(&shop, "help", &[UsersRead], false).await;
    role(&shop, "post", &[cholon_identity::model::Permission::MessagesRead], false).await;
    let (boss, lead) = (Desk { shop: &shop, token: boss_token }, Desk { shop: &shop, token });
    let roles = boss.get("roles").await;
    let id = |name: &str| {
        let roles = roles["items"].as_array().unwrap();
        roles.iter().find(|role| role["name"] == name).unwrap()["id"].clone()
    };
    let hire = |role: &str| {
        Some(json!({ "email": "moi@example.vn", "name": "Lê Văn Mới", "password": PASSWORD, "role": id(role) }))
    };
    for greedy in ["post", "super-administrator"] {
        lead.ask("POST", "users", hire(greedy), StatusCode::CONFLICT).await;
    }
    let made = lead.ask("POST", "users", hire("help"), StatusCode::CREATED).await;
    lead.ask("POST", "users", hire("help"), StatusCode::CONFLICT).await;
    let path = format!("users/{}", made["id"].as_str().unwrap());
    assert_eq!(lead.get(&path).await["roles"], json!([{ "id": id("help"), "name": "help" }]));
    let assign = format!("{path}/roles");
    let refused = lead.ask("PUT", &assign, Some(json!({ "roles": [id("post")] })), StatusCode::CONFLICT).await;
    assert_eq!(refused["details"][0]["field"], "roles");
    lead.ask("PUT", &assign, Some(json!({ "roles": [id("help"), id("lead")] })), StatusCode::NO_CONTENT).await;
    let line = boss.line().await;
    let (old, new) = (json!({ "roles": ["help"] }), json!({ "roles": ["help", "lead"] }));
    assert_eq!((&line["oldValues"], &line["newValues"]), (&old, &new));
    let many = Some(json!({ "roles": vec![id("help"); 51] }));
    lead.ask("PUT", &assign, many, StatusCode::UNPROCESSABLE_ENTITY).await;
    for action in ["block", "unlock", "reset-second-factor"] {
        lead.ask("POST", &format!("users/{boss_id}/{action}"), None, StatusCode::CONFLICT).await;
    }
    boss.ask("PUT", &format!("users/{boss_id}/roles"), Some(json!({ "roles": [] })), StatusCode::CONFLICT).await;
    let nobody = Some(json!({ "email": "x", "name": "X", "password": PASSWORD, "role": id("help") }));
    let wrong = lead.ask("POST", "users", nobody, StatusCode::UNPROCESSABLE_ENTITY).await;
    assert_eq!(wrong["details"][0]["field"], "email");
}

#[tokio::test]
async fn a_list_of_accounts_goes_on_where_it_ended() {
    let shop = Shop::open().await;
    let (_, token) = boss(&shop).await;
    role(&shop, "help", &[UsersRead], false).await;
    for number in 0..4 {
        member(&shop, &format!("so{number}@example.vn"), "help").await;
    }
    let desk = Desk { shop: &shop, token };
    let (mut names, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = desk.get(&format!("users?filter=staff&size=2{cursor}")).await;
        names.extend(page["items"].as_array().unwrap().iter().map(|user| user["email"].clone()));
        let Some(next) = page["nextCursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert_eq!(names.len(), 5);
    assert!(names.iter().enumerate().all(|(index, name)| !names[..index].contains(name)), "{names:?}");
    desk.ask("GET", "users?cursor=nonsense", None, StatusCode::NOT_FOUND).await;
    desk.ask("GET", "users?filter=everybody", None, StatusCode::BAD_REQUEST).await;
}
