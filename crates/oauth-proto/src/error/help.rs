//! What a person can do about an error, in plain words. Texts only; which error it is was decided elsewhere.

use super::{BrowserFault, Cause, ClockFault, Denial, Error, Misuse, NetworkFault, Violation};
use crate::check_id::CheckId;
use crate::crypto::CryptoError;

pub(super) fn text(error: &Error) -> &'static str {
    match error.cause() {
        Cause::User(denial) => match denial {
            Denial::AccessDenied(_) => "Sign in again and allow the access that is asked for.",
            Denial::Cancelled => "Start again whenever you like.",
            Denial::Expired => "Start again and confirm the new code before it runs out.",
        },
        Cause::Server(oauth) => match oauth.code() {
            "invalid_client" => {
                "Check client_id and how the client authenticates; a browser client is registered as public (method none)."
            }
            "invalid_grant" => {
                "The code or refresh token was used, revoked, expired, or was made for another redirect_uri. Start again."
            }
            "invalid_request" => {
                "Compare the request with what the server asks for; its description says what it misses."
            }
            "unauthorized_client" => "Allow this grant for the client at the server.",
            "unsupported_grant_type" => "Turn this grant on at the server, or use another flow.",
            "invalid_scope" => "Ask only for scopes that the client is registered for.",
            "invalid_target" => "Ask only for a resource or audience that the server knows.",
            "login_required"
            | "interaction_required"
            | "consent_required"
            | "account_selection_required" => {
                "The person must act: start again without prompt=none."
            }
            "invalid_dpop_proof" => {
                "Check this machine's clock, and that the server knows the address that it is called by: behind a proxy it may compare with another."
            }
            "use_dpop_nonce" => {
                "The server must expose the DPoP-Nonce header to this origin (Access-Control-Expose-Headers)."
            }
            "temporarily_unavailable" | "server_error" => {
                "The server has trouble of its own; try again later."
            }
            _ => "The server's description says what it refused.",
        },
        Cause::Protocol(violation) => protocol(error.check(), violation),
        Cause::Network(fault) => match fault {
            NetworkFault::Unreachable => {
                "Check the address, the network, and that the server is running and its certificate trusted."
            }
            NetworkFault::TimedOut => "The server is slow or hangs; try again.",
            NetworkFault::Aborted => "Start again.",
        },
        Cause::Cors => "Allow this page's origin in the server's CORS settings, for this endpoint.",
        Cause::Config(misuse) => config(misuse),
        Cause::Clock(fault) => match fault {
            ClockFault::IssuedInFuture(_) => {
                "This machine's clock is behind the server's: set it right, or allow more leeway."
            }
            ClockFault::ExpiredOnArrival(_) => {
                "This machine's clock is ahead of the server's: set it right, or allow more leeway."
            }
        },
        Cause::Browser(fault) => match fault {
            BrowserFault::NoEntropy => "This browser gives no random bytes; use another.",
            BrowserFault::Crypto(CryptoError::Unavailable) => {
                "Open this page over https, or on localhost: browsers have cryptography in secure contexts only."
            }
            BrowserFault::Crypto(CryptoError::Unsupported) => {
                "This browser cannot use the server's algorithm; let the server sign with RS256 or ES256."
            }
            BrowserFault::Crypto(CryptoError::BadKey) => {
                "The key could not be used; the server must publish a sound one."
            }
            BrowserFault::NoStorage => "Allow storage for this site.",
            BrowserFault::NoWorker => {
                "Serve the worker's script from this origin as text/javascript, and allow it in the page's Content-Security-Policy."
            }
            BrowserFault::PopupBlocked => "Allow popups for this site, or sign in without a popup.",
        },
    }
}

fn config(misuse: &Misuse) -> &'static str {
    match misuse {
        Misuse::NoClientId => "Give the client_id that the server knows this client by.",
        Misuse::NoEndpoint(_) => {
            "Give this endpoint's address by hand, or use a server that has it."
        }
        Misuse::BadAddress(..) => {
            "Use an https address; http works on 127.0.0.1, localhost and [::1] only."
        }
        Misuse::BadParameter(_) => "Correct the setting.",
        Misuse::NoPkce => "Turn PKCE (S256) on at the server.",
        Misuse::ParRequired => "Turn PAR on for this client.",
        Misuse::OtherServer => {
            "What one server gave is for that server and client only. Start again, and leave the server's settings as they are meanwhile."
        }
        Misuse::UnknownState => {
            "The answer belongs to no flow of this tab: it may be old, or made by someone else. Start again here."
        }
        Misuse::AlreadyUsed => {
            "Reload, Back or a second tab came here again. A code works once: start again."
        }
        Misuse::BadStore => "Start again; what was stored is damaged or of another version.",
        Misuse::NotGranted(_) => {
            "Ask for the scope that grants it, such as offline_access for a refresh token."
        }
    }
}

fn protocol(check: CheckId, violation: &Violation) -> &'static str {
    match (check, violation) {
        (_, Violation::Redirect) => {
            "The endpoint redirects, which is not followed with credentials. Give its final address."
        }
        (_, Violation::TooLarge) => {
            "The response is far larger than any such response. Is this the right address?"
        }
        (CheckId::DiscoveryFetch, _) => {
            "Open <issuer>/.well-known/openid-configuration: it must be a JSON document. Or give the endpoints by hand."
        }
        (CheckId::DiscoveryIssuer, _) => {
            "Use the issuer exactly as the server writes it in its metadata, slash at the end included."
        }
        (CheckId::CallbackIss, _) => {
            "The answer may come from another server than the one asked (mix-up). If not, correct the server's issuer."
        }
        (CheckId::CallbackState, _) => {
            "The server must send state back as it got it. Start again here."
        }
        (CheckId::CallbackParams, _) => {
            "The server, or something before it, sends parameters that do not belong there."
        }
        (CheckId::CallbackCode, _) => {
            "The server must send a code, or an error. Is response_type=code allowed?"
        }
        (CheckId::IdTokenPresent, _) => {
            "The server gives no ID token: allow the openid scope for this client."
        }
        (_, Violation::Encrypted) => {
            "Turn ID token encryption off for this client: a browser cannot keep a decryption key."
        }
        (CheckId::IdTokenAlg, _) => {
            "Let the server sign ID tokens with RS256, PS256, ES256 or EdDSA, and list it in its metadata."
        }
        (CheckId::IdTokenKey, _) => {
            "Publish the signing key, with its kid, at jwks_uri before signing with it."
        }
        (CheckId::IdTokenSignature, _) => {
            "Something between signer and here changed the token, or the published key is not the signer's."
        }
        (CheckId::IdTokenIss, _) => {
            "The server's issuer setting and its metadata must be the same, character for character."
        }
        (CheckId::IdTokenAud | CheckId::IdTokenAzp, _) => {
            "The token was made for another client. Check client_id."
        }
        (CheckId::IdTokenNonce, _) => "The server must put the request's nonce into the ID token.",
        (CheckId::IdTokenAtHash | CheckId::IdTokenCHash, _) => {
            "The tokens do not belong together; the server must hash what it sends."
        }
        (CheckId::UserinfoSub, _) => "Userinfo is about someone else: it must not be used.",
        (CheckId::DpopTokenType, _) => "Turn DPoP on for this client at the server, or off here.",
        (CheckId::DpopNonce, Violation::Refused(_)) => {
            "The server refuses the nonce that it gave just before: do several that do not share their nonces answer at this address?"
        }
        (CheckId::DpopNonce, _) => {
            "The server must send DPoP-Nonce and expose it (Access-Control-Expose-Headers)."
        }
        (CheckId::AccessTokenAud, _) => {
            "Ask for this API's audience (or resource), and let the server put it into the token."
        }
        (CheckId::AccessTokenFormat, _) => {
            "The access token is no RFC 9068 JWT; it may be opaque, or the server calls its type otherwise."
        }
        (_, Violation::Status(status)) if *status >= 500 => {
            "The server has trouble of its own; try again later."
        }
        (_, Violation::Status(404)) => "There is nothing at this address. Check the endpoint.",
        (_, Violation::Json(_)) => {
            "The endpoint must answer with a JSON object. Is this the right address?"
        }
        _ => "The server's answer is not what the specification asks for.",
    }
}
