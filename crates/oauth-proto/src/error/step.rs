//! The steps that send requests, and the check that fails with each when no response comes.

use crate::check_id::CheckId;

/// A step that sends a request, to name the check that fails when no response comes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// Metadata.
    Discovery,
    /// Pushed authorization request.
    Par,
    /// Code exchange.
    Token,
    /// Keys.
    Jwks,
    /// Userinfo.
    Userinfo,
    /// Refresh.
    Refresh,
    /// Device authorization.
    DeviceAuthorization,
    /// Device token poll.
    DevicePoll,
    /// Revocation.
    Revoke,
    /// The caller's API.
    Api,
}

impl Step {
    /// The check that fails when the exchange itself does.
    pub const fn http_check(self) -> CheckId {
        match self {
            Self::Discovery => CheckId::DiscoveryFetch,
            Self::Par => CheckId::ParResponse,
            Self::Token => CheckId::TokenHttp,
            Self::Jwks => CheckId::IdTokenKey,
            Self::Userinfo => CheckId::UserinfoHttp,
            Self::Refresh => CheckId::RefreshHttp,
            Self::DeviceAuthorization => CheckId::DeviceAuthorization,
            Self::DevicePoll => CheckId::DevicePoll,
            Self::Revoke => CheckId::RevokeHttp,
            Self::Api => CheckId::ApiHttp,
        }
    }

    /// The check that fails when the server answers but the browser keeps the answer.
    pub const fn cors_check(self) -> CheckId {
        match self {
            Self::Discovery => CheckId::CorsDiscovery,
            Self::Par => CheckId::CorsPar,
            Self::Token | Self::Refresh => CheckId::CorsToken,
            Self::Jwks => CheckId::CorsJwks,
            Self::Userinfo => CheckId::CorsUserinfo,
            Self::DeviceAuthorization | Self::DevicePoll => CheckId::CorsDevice,
            Self::Revoke => CheckId::CorsRevoke,
            Self::Api => CheckId::CorsApi,
        }
    }
}
