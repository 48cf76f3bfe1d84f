//! The `DPoP` key: an ES256 pair whose private half no script can read, kept in IndexedDB under a
//! name. Knows nothing of proofs.

use js_sys::{Array, Reflect, Uint8Array};
use oauth_proto::crypto::{CryptoError, Signer};
use oauth_proto::jose::{Algorithm, PublicKey};
use oauth_proto::json;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{CryptoKey, CryptoKeyPair};

use crate::browser::{BrowserError, Feature};
use crate::crypto::{parameters, settled, subtle};
use crate::database::{Database, KEYS};

const ALGORITHM: Algorithm = Algorithm::Es256;

/// A key pair that signs `DPoP` proofs.
#[derive(Clone, Debug)]
pub struct DpopKey {
    private: CryptoKey,
    public: PublicKey,
}

impl DpopKey {
    /// The key kept under `name`, made now if there is none. Tabs that ask at once get the same
    /// key.
    pub async fn load_or_create(name: &str) -> Result<Self, DpopKeyError> {
        if let Some(key) = Self::load(name).await? {
            return Ok(key);
        }
        let fresh = generate().await?;
        let database = Database::open().await?;
        match database
            .write(KEYS, |store| store.add_with_key(&fresh, &name.into()))
            .await
        {
            // Another tab was first: its key counts.
            Ok(_) | Err(BrowserError::Refused(_, _)) => {}
            Err(error) => return Err(error.into()),
        }
        Self::load(name)
            .await?
            .ok_or(DpopKeyError::Browser(BrowserError::Missing(
                Feature::IndexedDb,
            )))
    }

    /// Forgets the key kept under `name`: tokens bound to it become useless.
    pub async fn forget(name: &str) -> Result<(), BrowserError> {
        Database::open()
            .await?
            .write(KEYS, |store| store.delete(&name.into()))
            .await?;
        Ok(())
    }

    async fn load(name: &str) -> Result<Option<Self>, DpopKeyError> {
        let kept = Database::open()
            .await?
            .read(KEYS, |store| store.get(&name.into()))
            .await?;
        if kept.is_undefined() {
            return Ok(None);
        }
        let half = |member: &str| {
            let half = Reflect::get(&kept, &member.into()).ok();
            half.and_then(|half| half.dyn_into::<CryptoKey>().ok())
                .ok_or(CryptoError::BadKey)
        };
        Ok(Some(Self {
            private: half("privateKey")?,
            public: exported(&half("publicKey")?).await?,
        }))
    }
}

impl Signer for DpopKey {
    fn algorithm(&self) -> Algorithm {
        ALGORITHM
    }

    fn public_key(&self) -> &PublicKey {
        &self.public
    }

    async fn sign(&self, message: &[u8]) -> Result<Vec<u8>, CryptoError> {
        let parameters = parameters(ALGORITHM)?;
        let signed = subtle()?.sign_with_object_and_u8_array(&parameters, &self.private, message);
        Ok(Uint8Array::new(&settled(signed).await?).to_vec())
    }
}

/// Why there is no `DPoP` key.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DpopKeyError {
    /// The browser withholds its storage.
    Browser(BrowserError),
    /// The browser withholds its cryptography.
    Crypto(CryptoError),
}

impl From<BrowserError> for DpopKeyError {
    fn from(error: BrowserError) -> Self {
        Self::Browser(error)
    }
}

impl From<CryptoError> for DpopKeyError {
    fn from(error: CryptoError) -> Self {
        Self::Crypto(error)
    }
}

impl std::fmt::Display for DpopKeyError {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Browser(error) => error.fmt(f),
            Self::Crypto(error) => f.write_str(error.as_str()),
        }
    }
}

impl std::error::Error for DpopKeyError {}

async fn generate() -> Result<CryptoKeyPair, CryptoError> {
    let usages = Array::of2(&"sign".into(), &"verify".into());
    let pair = subtle()?.generate_key_with_object(&parameters(ALGORITHM)?, false, &usages);
    Ok(settled(pair).await?.unchecked_into())
}

async fn exported(key: &CryptoKey) -> Result<PublicKey, CryptoError> {
    let jwk: JsValue = settled(subtle()?.export_key("jwk", key)).await?;
    let text = js_sys::JSON::stringify(&jwk).map_err(|_| CryptoError::BadKey)?;
    let jwk = json::parse_object(String::from(text).as_bytes()).map_err(|_| CryptoError::BadKey)?;
    PublicKey::from_jwk(&jwk).ok_or(CryptoError::BadKey)
}
