//! The password of the demonstration, which everybody knows: where others reach the host it signs
//! nobody in, but lets its owner choose another.

use std::fmt;

use crate::users::password::{Password, StoredPassword};
use crate::users::{DEMO_PASSWORD, User};

use super::Embedded;
use super::failure::Failure;
use super::secret::Secret;
use super::store::{ChosenPassword, StoreError, Write};

/// What it does.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum DemoPassword {
    /// It signs in, as any other.
    #[default]
    Works,
    /// Whoever types it must choose another first.
    MustChange,
}

/// What lets somebody choose another password, once. Never shown.
#[derive(Clone, PartialEq, Eq)]
pub struct ChoiceToken(Secret);

impl ChoiceToken {
    /// As the form has it.
    pub fn as_str(&self) -> &str {
        self.0.expose()
    }
}

impl fmt::Debug for ChoiceToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ChoiceToken(…)")
    }
}

impl Embedded {
    /// Whether everybody knows this password, and it signs nobody in for that.
    pub(super) fn is_known_to_all(&self, typed: &Password) -> bool {
        self.demo_password == DemoPassword::MustChange && *typed == Password::new(DEMO_PASSWORD)
    }

    /// Lets somebody choose another password.
    pub(super) async fn let_choose(&self, user: &User) -> Result<ChoiceToken, Failure> {
        Ok(ChoiceToken(self.new_reset_token(&user.subject).await?))
    }

    /// Keeps what was chosen beside the configuration, which is not written; whether that could be.
    pub(super) async fn choose(
        &self,
        mut write: Write,
        subject: &str,
        password: &StoredPassword,
        now: i64,
    ) -> Result<bool, Failure> {
        let chosen = ChosenPassword {
            subject: subject.to_owned(),
            hash: password.to_string(),
            chosen_at: now,
        };
        write.choose_password(&chosen).await?;
        write.commit().await?;
        Ok(self.users.choose(subject, password, now))
    }

    /// Takes over what was chosen before this start, where the configuration still has the known one.
    pub(super) async fn take_chosen(&self) -> Result<(), StoreError> {
        for chosen in self.store.chosen_passwords().await? {
            let is_known = self.users.has_demo_password(&chosen.subject).await;
            if let Ok(password) = chosen.hash.parse()
                && is_known == Ok(true)
            {
                self.users
                    .choose(&chosen.subject, &password, chosen.chosen_at);
            }
        }
        Ok(())
    }
}
