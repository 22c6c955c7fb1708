//! Addresses with who may ask for them: an address cannot be added without saying so, and what is said is checked.

use axum::Router;
use axum::handler::Handler;
use axum::middleware::from_fn_with_state;
use axum::routing::{MethodFilter, on};
use cholon_identity::model::Permission;
use cholon_webkit::{Access, Declared};
use http::Method;

use crate::BackOffice;
use crate::guard::{Post, guard};

/// Who may ask for an address of the back office.
pub(crate) type Allowed = Access<Permission>;

/// Addresses behind their checks, and the list of them.
pub(crate) struct Pages {
    office: BackOffice,
    router: Router<BackOffice>,
    declared: Vec<Declared<Permission>>,
}

impl Pages {
    /// No address yet.
    pub(crate) fn new(office: BackOffice) -> Self {
        Self { office, router: Router::new(), declared: Vec::new() }
    }

    /// With a page.
    pub(crate) fn page<T: 'static>(
        self,
        path: &'static str,
        access: Allowed,
        handler: impl Handler<T, BackOffice>,
    ) -> Self {
        self.mount(&Method::GET, MethodFilter::GET, (path, access), handler)
    }

    /// With what takes a form.
    pub(crate) fn form<T: 'static>(
        self,
        path: &'static str,
        access: Allowed,
        handler: impl Handler<T, BackOffice>,
    ) -> Self {
        self.mount(&Method::POST, MethodFilter::POST, (path, access), handler)
    }

    fn mount<T: 'static>(
        mut self,
        method: &Method,
        filter: MethodFilter,
        (path, access): (&'static str, Allowed),
        handler: impl Handler<T, BackOffice>,
    ) -> Self {
        let post = Post { office: self.office.clone(), access };
        let guarded = on(filter, handler).layer(from_fn_with_state(post, guard));
        self.router = self.router.route(path, guarded);
        self.declared.push(Declared { method: method.clone(), path, access });
        self
    }

    /// The addresses, ready to serve.
    pub(crate) fn router(self) -> Router {
        self.router.with_state(self.office)
    }

    /// What was declared.
    pub(crate) fn declared(self) -> Vec<Declared<Permission>> {
        self.declared
    }
}
