//! Who of staff may call an operation: the document says so, and a guard holds everybody to what it says. An operation
//! below `/v1/admin` that says nothing answers nobody.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use cholon_identity::model::{AccountKind, Caller, Permission};
use cholon_identity::{Change, SecondFactor, Visitor};
use cholon_webkit::{Access, ClientInfo, Code, Detail, Problem};
use http::header::{ALLOW, CACHE_CONTROL};
use http::request::Parts;
use http::{HeaderMap, HeaderValue, Method, StatusCode};
use serde_json::Value;
use utoipa::openapi::OpenApi;

use crate::ApiState;
use crate::body::{bearer_token, caller};
use crate::failure::from_identity;

/// The security scheme whose scope says what an operation needs; without a scope whoever is let in may call it.
pub(crate) const SCHEME: &str = "staff";
/// The scope of operations for who has still to give the second factor.
const HALF_WAY: &str = "half-way";
const NO_STORE: HeaderValue = HeaderValue::from_static("no-store");

/// Who may call an operation.
type Allowed = Access<Permission>;

/// What stands before every operation of staff.
#[derive(Clone)]
pub(crate) struct Guard {
    state: ApiState,
    declared: Arc<HashMap<(Method, String), Allowed>>,
}

impl Guard {
    /// A guard who knows what a document declares.
    pub(crate) fn new(state: ApiState, document: &OpenApi) -> Self {
        let declared = document.paths.paths.iter().flat_map(|(path, item)| {
            let item = serde_json::to_value(item).unwrap_or_default();
            let operations = item.as_object().into_iter().flatten();
            let known = operations.filter_map(|(method, operation)| {
                let method = method.to_uppercase().parse().ok()?;
                Some(((method, path.clone()), access_of(operation)?))
            });
            known.collect::<Vec<_>>()
        });
        Self { state, declared: Arc::new(declared.collect()) }
    }

    /// The answer to who may not pass; where the method was wrong it says which ones are right (RFC 9110, 15.5.6).
    fn refusal(&self, problem: Problem, path: &str) -> Response {
        let mut response = problem.into_response();
        if response.status() == StatusCode::METHOD_NOT_ALLOWED {
            let known = self.declared.keys().filter(|(_, known)| known == path);
            let mut methods: Vec<&str> = known.map(|(method, _)| method.as_str()).collect();
            if methods.contains(&Method::GET.as_str()) {
                methods.push(Method::HEAD.as_str());
            }
            methods.sort_unstable();
            response.headers_mut().extend(HeaderValue::from_str(&methods.join(", ")).ok().map(|value| (ALLOW, value)));
        }
        response
    }

    /// Why nobody may call an operation that the document does not have: no handler answers a method that it leaves out.
    fn undeclared(&self, path: &str) -> Problem {
        if self.declared.keys().any(|(_, known)| known == path) {
            return Problem::new(Code::MethodNotAllowed);
        }
        Problem::internal("an operation of staff that says nobody may call it")
    }

    async fn check(&self, method: &Method, headers: &HeaderMap, path: &str) -> Result<Visitor, Problem> {
        let unauthorized = || Problem::new(Code::Unauthorized);
        let token = bearer_token(headers)?.ok_or_else(unauthorized)?;
        let visitor = self.state.shopping.identity.visitor_of_token(token).await.map_err(from_identity)?;
        // Shoppers do not learn what there is for staff.
        if visitor.kind != AccountKind::Staff {
            return Err(Problem::not_found());
        }
        let method = if method == Method::HEAD { &Method::GET } else { method };
        let access = self.declared.get(&(method.clone(), path.to_owned())).ok_or_else(|| self.undeclared(path))?;
        match access {
            Access::Public | Access::HalfWay => {}
            Access::Entered => through(&visitor)?,
            Access::Needs(permission) => {
                through(&visitor)?;
                needs(&visitor, *permission)?;
            }
        }
        Ok(visitor)
    }
}

fn through(visitor: &Visitor) -> Result<(), Problem> {
    match visitor.second_factor {
        SecondFactor::ToGive | SecondFactor::ToSetUp => Err(Problem::new(Code::SecondFactorNeeded)),
        SecondFactor::Given | SecondFactor::NotNeeded => Ok(()),
    }
}

fn needs(visitor: &Visitor, permission: Permission) -> Result<(), Problem> {
    if visitor.may(permission) {
        return Ok(());
    }
    let detail = Detail::new("permission", "detail-permission-missing", [("permission", permission.name())]);
    Err(Problem::new(Code::Forbidden).with_details(vec![detail]))
}

/// Lets through who may pass.
pub(crate) async fn guard(State(guard): State<Guard>, path: MatchedPath, mut request: Request, next: Next) -> Response {
    let (method, path) = (request.method().clone(), path.as_str());
    let mut response = match guard.check(&method, request.headers(), path).await {
        Ok(visitor) => {
            request.extensions_mut().insert(Passed(visitor));
            next.run(request).await
        }
        Err(problem) => guard.refusal(problem, path),
    };
    response.headers_mut().insert(CACHE_CONTROL, NO_STORE);
    response
}

/// Who passed the guard.
#[derive(Clone)]
struct Passed(Visitor);

/// Somebody of staff at work.
pub(crate) struct Clerk {
    /// Who.
    pub(crate) visitor: Visitor,
    /// From where.
    pub(crate) caller: Caller,
}

impl Clerk {
    /// Who changes something, and from where.
    pub(crate) const fn change(&self) -> Change<'_> {
        Change { actor: self.visitor.actor(), caller: &self.caller }
    }
}

impl FromRequestParts<ApiState> for Clerk {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &ApiState) -> Result<Self, Problem> {
        let Ok(client) = ClientInfo::from_request_parts(parts, state).await;
        let passed = parts.extensions.get::<Passed>().cloned();
        let Passed(visitor) = passed.ok_or_else(|| Problem::internal("an operation of staff without a guard"))?;
        Ok(Self { visitor, caller: caller(&client) })
    }
}

/// What an operation of the document says of who of staff may call it; none where it is not for staff alone.
fn access_of(operation: &Value) -> Option<Allowed> {
    let [scheme] = operation["security"].as_array()?.as_slice() else { return None };
    let scopes = scheme.get(SCHEME)?;
    match scopes.get(0).and_then(Value::as_str) {
        None => Some(Access::Entered),
        Some(HALF_WAY) => Some(Access::HalfWay),
        Some(name) => Permission::named(name).map(Access::Needs),
    }
}

/// Says in words what each operation of staff needs.
pub(crate) fn describe(document: &mut OpenApi) {
    for item in document.paths.paths.values_mut() {
        let methods = [&mut item.get, &mut item.post, &mut item.put, &mut item.delete, &mut item.patch];
        for operation in methods.into_iter().flatten() {
            let declared = serde_json::to_value(&*operation).unwrap_or_default();
            let Some(access) = access_of(&declared) else { continue };
            let words = match access {
                Access::Needs(permission) => format!("Needs `{}`.", permission.name()),
                Access::HalfWay => "For staff who have still to give the second factor.".to_owned(),
                Access::Entered | Access::Public => "For everybody of staff.".to_owned(),
            };
            let description = operation.description.get_or_insert_default();
            *description = format!("{description}\n\n{words}");
        }
    }
}

#[cfg(test)]
mod tests {
    use cholon_webkit::is_below;

    use crate::routes;

    /// Where operations of staff are.
    const PREFIX: &str = "/v1/admin";

    #[test]
    fn whatever_is_below_the_prefix_of_staff_stands_behind_the_guard() {
        let everybody = routes::for_everybody().into_openapi().paths.paths;
        assert!(everybody.keys().all(|path| !is_below(path, PREFIX)), "{:?}", everybody.keys());
        let staff = routes::for_staff().into_openapi().paths.paths;
        assert!(!staff.is_empty() && staff.keys().all(|path| is_below(path, PREFIX)), "{:?}", staff.keys());
    }
}
