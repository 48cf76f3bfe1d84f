//! What is known of a kind of server before anybody has typed: the form's starting points. Texts for the
//! form only. Angle brackets in an address stand for what nobody but its user can know; no run starts with them.

use crate::client::fields::{FIELDS, Group};

/// A kind of server.
pub(super) struct Preset {
    /// What it is called.
    pub(super) name: &'static str,
    /// The fields that it fills. `{origin}` stands for the page's own origin.
    values: &'static [(&'static str, &'static str)],
    /// What it has filled, and what is left to do.
    pub(super) note: &'static str,
}

/// All of them, as the form shows them.
pub(super) const PRESETS: [Preset; 6] = [
    Preset {
        name: "This server",
        values: &[
            ("issuer", "{origin}"),
            ("client_id", "demo"),
            ("scope", "openid offline_access"),
        ],
        note: "The engine behind this page and the client of its demo configuration. Nothing is left \
               to fill; the demo’s user is admin with the password 123456.",
    },
    Preset {
        name: "Ory Hydra",
        values: &[
            ("issuer", "http://127.0.0.1:4444"),
            ("scope", "openid offline_access"),
        ],
        note: "A Hydra on this machine. Left: your client’s ID, and the issuer as urls.self.issuer has \
               it. The client needs token_endpoint_auth_method none and this page’s /callback among \
               its redirect_uris; Hydra needs this origin in serve.public.cors.",
    },
    Preset {
        name: "Auth0",
        values: &[
            ("issuer", "https://<your-tenant>.auth0.com/"),
            ("scope", "openid profile offline_access"),
        ],
        note: "Left: your tenant (the slash at the end belongs to it), the ID of a Single Page \
               Application, and your API’s identifier as the audience. Add this page’s /callback \
               under Allowed Callback URLs and its origin under Allowed Web Origins.",
    },
    Preset {
        name: "Keycloak",
        values: &[
            ("issuer", "http://localhost:8080/realms/<your-realm>"),
            ("scope", "openid"),
        ],
        note: "A Keycloak on this machine. Left: your realm and client ID. The client has Client \
               authentication off, this page’s /callback under Valid redirect URIs and + under Web \
               origins.",
    },
    Preset {
        name: "light-oauth2",
        values: &[("issuer", "{origin}")],
        note: "A light-oauth2 behind this host ([engine] kind = \"light-oauth2\"), which adds the client \
               secret that its token service demands. Left: the client ID, and a scope of that client \
               without openid, for it issues no ID tokens.",
    },
    Preset {
        name: "oidc-provider",
        values: &[
            ("issuer", "http://localhost:3000"),
            ("scope", "openid offline_access"),
            ("prompt", "consent"),
        ],
        note: "The npm package on this machine. Left: the client ID. Its clientBasedCORS must allow \
               this origin; it gives a refresh token only with the prompt consent.",
    },
];

impl Preset {
    /// The fields to set, as a query string: its own, and nothing for the server's others and for what
    /// any preset sets, so that no two presets mix.
    pub(super) fn to_query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        for field in FIELDS {
            let own = self.values.iter().find(|(id, _)| *id == field.id);
            let belongs = field.words.group == Group::Server
                || PRESETS
                    .iter()
                    .any(|it| it.values.iter().any(|(id, _)| *id == field.id));
            match own {
                Some((id, value)) => query.append_pair(id, value),
                // What a person alone knows is not cleared.
                None if belongs && field.id != "client_id" => query.append_pair(field.id, ""),
                None => &mut query,
            };
        }
        query.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::client::fields::field;

    #[test]
    fn a_preset_sets_fields_that_there_are() {
        for preset in &PRESETS {
            for (id, _) in preset.values {
                assert!(field(id).is_some(), "{}: {id}", preset.name);
            }
        }
    }

    #[test]
    fn presets_do_not_mix_and_leave_what_only_the_person_knows() {
        let hydra = PRESETS.iter().find(|it| it.name == "Ory Hydra").unwrap();
        assert_eq!(
            hydra.to_query(),
            "issuer=http%3A%2F%2F127.0.0.1%3A4444&endpoint=&auth_url=&token_url=&device_auth_url=\
             &userinfo_url=&revoke_url=&jwks_url=&logout_url=&scope=openid+offline_access&prompt="
        );
        let own = PRESETS.first().unwrap();
        assert!(own.to_query().contains("&client_id=demo&"));
    }
}
