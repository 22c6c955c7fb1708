//! The staff's abbreviations and synonyms: kept in the database, in force everywhere once the event log tells of them.

use std::sync::Arc;

use cholon_database::Database;
use cholon_kernel::{Clock, id::new_uuid};
use uuid::Uuid;

use crate::error::SearchError;
use crate::events::RulesChanged;
use crate::query::Rule;
use crate::store;

/// Rules of staff that are kept in force.
pub(crate) const RULES_MAX: i64 = 5_000;

/// Reading and changing the staff's rules. Cheap to clone.
#[derive(Clone)]
pub struct Synonyms {
    database: Database,
    clock: Arc<dyn Clock>,
}

impl std::fmt::Debug for Synonyms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Synonyms").finish_non_exhaustive()
    }
}

impl Synonyms {
    /// The rules kept in `database`.
    #[must_use]
    pub fn new(database: Database, clock: Arc<dyn Clock>) -> Self {
        Self { database, clock }
    }

    /// All rules with their ids, oldest first.
    pub async fn list(&self) -> Result<Vec<(Uuid, Rule)>, SearchError> {
        Ok(store::rules(&mut *self.database.read().await?, RULES_MAX).await?)
    }

    /// Adds a rule and tells every process; its id.
    pub async fn add(&self, rule: &Rule) -> Result<Uuid, SearchError> {
        let rule = Rule::new(rule.kind, rule.phrases.clone())?;
        let id = new_uuid(self.clock.as_ref());
        let mut tx = self.database.begin().await?;
        store::insert_rule(&mut tx, id, &rule, self.clock.now()).await?;
        cholon_events::publish(&mut tx, self.clock.as_ref(), &RulesChanged {}).await?;
        tx.commit().await.map_err(cholon_database::DatabaseError::from)?;
        Ok(id)
    }

    /// Removes a rule and tells every process; whether it existed.
    pub async fn remove(&self, id: Uuid) -> Result<bool, SearchError> {
        let mut tx = self.database.begin().await?;
        let existed = store::delete_rule(&mut tx, id).await?;
        if existed {
            cholon_events::publish(&mut tx, self.clock.as_ref(), &RulesChanged {}).await?;
        }
        tx.commit().await.map_err(cholon_database::DatabaseError::from)?;
        Ok(existed)
    }
}
