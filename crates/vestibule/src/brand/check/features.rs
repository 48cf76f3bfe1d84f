//! What the pages offer, and where forms post to.

use std::collections::BTreeSet;

use vestibule_ui::brand::{
    Endpoint, Endpoints, Features, Method, Provider, SubmitMode, UserType, UserTypes,
};

use super::super::address::{self, NotAnAddress};
use super::super::document::{
    EndpointTable, FeaturesTable, MethodName, ProviderTable, SubmitModeName, SubmitTable,
    UserTypeTable,
};
use super::super::files::Kind;
use super::super::finding::Problem;
use super::{Checker, item};

impl Checker<'_, '_> {
    pub(super) fn features(&mut self, table: &FeaturesTable) -> Features {
        let default = Features::default();
        Features {
            remember_me: table.remember_me.unwrap_or(default.remember_me),
            show_password: table.show_password.unwrap_or(default.show_password),
            caps_lock: table.caps_lock.unwrap_or(default.caps_lock),
            language_picker: table.language_picker.unwrap_or(default.language_picker),
            identifier_first: table.identifier_first.unwrap_or(default.identifier_first),
            forgot_password: self.address(
                "features.forgotPassword",
                table.forgot_password.as_ref(),
                address::link,
            ),
            social: self.social(&table.social),
            user_type: self.user_types(&table.user_type),
            captcha: self.address(
                "features.captcha.script",
                table.captcha.script.as_ref(),
                address::path,
            ),
        }
    }

    fn social(&mut self, tables: &[ProviderTable]) -> Vec<Provider> {
        let mut ids = BTreeSet::new();
        let mut providers = Vec::new();
        for (at, table) in tables.iter().enumerate() {
            let path = |key| item("features.social", at, key);
            let is_id =
                |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
            if table.id.is_empty() || !table.id.bytes().all(is_id) {
                self.say(&path("id"), Problem::Id);
            }
            if !ids.insert(&table.id) {
                self.say(&path("id"), Problem::Twice(table.id.clone()));
            }
            let label = self.label(&path("label"), Some(&table.label));
            let icon = self.file(&path("icon"), table.icon.as_ref(), Kind::Picture);
            let href = self.address(&path("href"), Some(&table.href), address::link);
            if let (Some(label), Some(href)) = (label, href) {
                providers.push(Provider {
                    id: table.id.clone(),
                    label,
                    icon: icon.map(|named| named.href),
                    href,
                });
            }
        }
        providers
    }

    fn user_types(&mut self, table: &UserTypeTable) -> UserTypes {
        let mut values = BTreeSet::new();
        let mut options = Vec::new();
        for (at, option) in table.options.iter().enumerate() {
            let path = |key| item("features.userType.options", at, key);
            if !values.insert(&option.value) {
                self.say(&path("value"), Problem::Twice(option.value.clone()));
            }
            if let Some(label) = self.label(&path("label"), Some(&option.label)) {
                options.push(UserType {
                    value: option.value.clone(),
                    label,
                });
            }
        }
        let first = table.options.first().map(|option| option.value.clone());
        let default = table.default.clone().or(first).unwrap_or_default();
        if !options.is_empty() && !values.contains(&default) {
            self.say(
                "features.userType.default",
                Problem::NotAnOption(default.clone()),
            );
        }
        UserTypes { options, default }
    }

    pub(super) fn endpoints(&mut self, table: &SubmitTable) -> Endpoints {
        Endpoints {
            login: self.address("submit.url", table.url.as_ref(), address::target),
            mode: match table.mode {
                Some(SubmitModeName::Fetch) => SubmitMode::Fetch,
                Some(SubmitModeName::Native) | None => SubmitMode::Native,
            },
            origins: self.each("submit.origins", &table.origins, address::origin),
            schemes: self.each("submit.schemes", &table.schemes, address::scheme),
            forgot: self.endpoint("submit.forgot.url", table.forgot.as_ref()),
            reset: self.reset(table.reset.as_ref()),
            logout: self.endpoint("submit.logout.url", table.logout.as_ref()),
        }
    }

    fn each(
        &mut self,
        path: &str,
        texts: &[String],
        of: fn(&str) -> Result<String, NotAnAddress>,
    ) -> Vec<String> {
        let checked = texts.iter().enumerate();
        checked
            .filter_map(|(at, text)| self.kept(&format!("{path}[{at}]"), of(text)))
            .collect()
    }

    fn reset(&mut self, table: Option<&EndpointTable>) -> Option<Endpoint> {
        let endpoint = self.endpoint("submit.reset.url", table)?;
        if endpoint.method == Method::Get {
            self.say("submit.reset.method", Problem::SecretInAddress);
        }
        Some(endpoint)
    }

    fn endpoint(&mut self, path: &str, table: Option<&EndpointTable>) -> Option<Endpoint> {
        let table = table?;
        let url = self.address(path, Some(&table.url), address::target)?;
        let method = match table.method {
            Some(MethodName::Get) => Method::Get,
            Some(MethodName::Post) | None => Method::Post,
        };
        Some(Endpoint { url, method })
    }
}
