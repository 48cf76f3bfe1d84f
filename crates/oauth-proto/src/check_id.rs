//! The names of all checks, each with the section that asks for it. This file knows ids and nothing that is made of them.

macro_rules! check_ids {
    ($($name:ident = $id:literal, $spec:literal;)*) => {
        /// The name of a check, stable across versions.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum CheckId {
            $(#[doc = concat!("`", $id, "`: ", $spec, ".")] $name,)*
        }

        impl CheckId {
            /// Every id, in the order of the contract.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// The id as it is shown and scripted against.
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$name => $id,)* }
            }

            /// The section that asks for this check.
            pub const fn spec(self) -> &'static str {
                match self { $(Self::$name => $spec,)* }
            }
        }
    };
}

check_ids! {
    ConfigEndpoints = "config.endpoints", "RFC 9700 §2.6";
    DiscoveryFetch = "discovery.fetch", "OIDC Discovery §4, RFC 8414 §3";
    DiscoveryIssuer = "discovery.issuer", "OIDC Discovery §4.3, RFC 8414 §3.3";
    DiscoveryPkce = "discovery.pkce", "RFC 9700 §2.1.1, RFC 8414 §2";
    ParResponse = "par.response", "RFC 9126 §2.2";
    CallbackParams = "callback.params", "RFC 6749 §3.1";
    CallbackState = "callback.state", "RFC 6749 §4.1.2, §10.12";
    CallbackIss = "callback.iss", "RFC 9207 §2.4";
    CallbackError = "callback.error", "RFC 6749 §4.1.2.1";
    CallbackCode = "callback.code", "RFC 6749 §4.1.2";
    TokenHttp = "token.http", "RFC 6749 §5.1, §5.2";
    TokenJson = "token.json", "RFC 6749 §5.1";
    TokenAccessToken = "token.access_token", "RFC 6749 §5.1";
    TokenTokenType = "token.token_type", "RFC 6749 §7.1";
    TokenExpiresIn = "token.expires_in", "RFC 6749 §5.1";
    TokenScope = "token.scope", "RFC 6749 §3.3";
    IdTokenPresent = "id_token.present", "OIDC Core §3.1.3.3";
    IdTokenFormat = "id_token.format", "RFC 7515 §5.2, OIDC Core §3.1.3.7 (1)";
    IdTokenAlg = "id_token.alg", "OIDC Core §3.1.3.7 (7), RFC 8725 §3.1";
    IdTokenKey = "id_token.key", "OIDC Core §10.1, RFC 7517 §4";
    IdTokenSignature = "id_token.signature", "OIDC Core §3.1.3.7 (6)";
    IdTokenIss = "id_token.iss", "OIDC Core §3.1.3.7 (2)";
    IdTokenSub = "id_token.sub", "OIDC Core §2";
    IdTokenAud = "id_token.aud", "OIDC Core §3.1.3.7 (3)";
    IdTokenAzp = "id_token.azp", "OIDC Core §3.1.3.7 (4, 5)";
    IdTokenExp = "id_token.exp", "OIDC Core §3.1.3.7 (9)";
    IdTokenIat = "id_token.iat", "OIDC Core §3.1.3.7 (10)";
    IdTokenNbf = "id_token.nbf", "RFC 7519 §4.1.5";
    IdTokenNonce = "id_token.nonce", "OIDC Core §3.1.3.7 (11)";
    IdTokenAuthTime = "id_token.auth_time", "OIDC Core §3.1.3.7 (13)";
    IdTokenAcr = "id_token.acr", "OIDC Core §3.1.3.7 (12)";
    IdTokenAtHash = "id_token.at_hash", "OIDC Core §3.1.3.8";
    IdTokenCHash = "id_token.c_hash", "OIDC Core §3.3.2.10";
    UserinfoHttp = "userinfo.http", "OIDC Core §5.3.2, §5.3.3";
    UserinfoFormat = "userinfo.format", "OIDC Core §5.3.2";
    UserinfoSub = "userinfo.sub", "OIDC Core §5.3.4";
    RefreshHttp = "refresh.http", "RFC 6749 §6, §5.2";
    RefreshIdToken = "refresh.id_token", "OIDC Core §12.2";
    RefreshRotation = "refresh.rotation", "RFC 9700 §4.14.2";
    RefreshScope = "refresh.scope", "RFC 6749 §6";
    DeviceAuthorization = "device.authorization", "RFC 8628 §3.2";
    DevicePoll = "device.poll", "RFC 8628 §3.4, §3.5";
    DeviceOutcome = "device.outcome", "RFC 8628 §3.5";
    DpopTokenType = "dpop.token_type", "RFC 9449 §5";
    DpopNonce = "dpop.nonce", "RFC 9449 §8, §9";
    DpopProof = "dpop.proof", "RFC 9449 §5, §7.1";
    ApiHttp = "api.http", "RFC 6750 §3, RFC 9449 §7";
    AccessTokenFormat = "access_token.format", "RFC 9068 §2.1, §4";
    AccessTokenSignature = "access_token.signature", "RFC 9068 §4";
    AccessTokenIss = "access_token.iss", "RFC 9068 §4";
    AccessTokenAud = "access_token.aud", "RFC 9068 §4";
    AccessTokenExp = "access_token.exp", "RFC 9068 §4";
    AccessTokenClientId = "access_token.client_id", "RFC 9068 §2.2";
    AccessTokenScope = "access_token.scope", "RFC 9068 §2.2.3";
    RevokeHttp = "revoke.http", "RFC 7009 §2.2";
    LogoutState = "logout.state", "OIDC RP-Initiated Logout §3";
    CorsDiscovery = "cors.discovery", "Fetch §3.3 (CORS protocol)";
    CorsToken = "cors.token", "Fetch §3.3 (CORS protocol)";
    CorsUserinfo = "cors.userinfo", "Fetch §3.3 (CORS protocol)";
    CorsDevice = "cors.device", "Fetch §3.3 (CORS protocol)";
    CorsJwks = "cors.jwks", "Fetch §3.3 (CORS protocol)";
    CorsRevoke = "cors.revoke", "Fetch §3.3 (CORS protocol)";
    CorsPar = "cors.par", "Fetch §3.3 (CORS protocol)";
    CorsApi = "cors.api", "Fetch §3.3 (CORS protocol)";
}

impl CheckId {
    /// The id with this name, as rows restored from storage need it.
    pub fn parse(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|known| known.as_str() == id)
    }
}

#[cfg(test)]
mod tests {
    #[cfg(target_arch = "wasm32")]
    use wasm_bindgen_test::wasm_bindgen_test as test;

    use super::*;

    #[test]
    fn ids_are_unique_and_found_again() {
        for id in CheckId::ALL {
            assert_eq!(CheckId::parse(id.as_str()), Some(*id));
        }
        assert_eq!(CheckId::ALL.len(), 64);
        assert_eq!(CheckId::parse("token.nothing"), None);
    }
}
