//! What has been used up in any tab of this origin: names that can be claimed once, remembered in a
//! bounded ring. Knows nothing of what the names stand for.

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use web_sys::IdbKeyRange;

use crate::browser::{BrowserError, Feature};
use crate::database::{BY_ID, BY_NAME, Database, USED};

/// How many claims are remembered; the oldest are forgotten first.
const RING: f64 = 256.0;

/// Claims `id`: true for exactly one caller among all tabs. `name` is what [`was_claimed`] finds it
/// by later.
pub(crate) async fn claim(id: &str, name: &str) -> Result<bool, BrowserError> {
    let database = Database::open().await?;
    let record = Object::new();
    for (member, value) in [(BY_ID, id), (BY_NAME, name)] {
        Reflect::set(&record, &member.into(), &value.into())
            .map_err(|e| BrowserError::refused(Feature::IndexedDb, &e))?;
    }
    match database.write(USED, |store| store.add(&record)).await {
        Ok(number) => {
            // The claim stands, whether or not the ring could be shortened.
            let oldest_kept = number.as_f64().unwrap_or_default() - RING;
            let _shortened = forget_before(&database, oldest_kept).await;
            Ok(true)
        }
        Err(BrowserError::Refused(_, exception)) if exception == "ConstraintError" => Ok(false),
        Err(error) => Err(error),
    }
}

/// Whether a claim under this name is remembered.
pub(crate) async fn was_claimed(name: &str) -> Result<bool, BrowserError> {
    let found = Database::open()
        .await?
        .read(USED, |store| store.index(BY_NAME)?.get_key(&name.into()))
        .await?;
    Ok(!found.is_undefined())
}

async fn forget_before(database: &Database, number: f64) -> Result<(), BrowserError> {
    if number >= 1.0 {
        let oldest = IdbKeyRange::upper_bound(&JsValue::from_f64(number))
            .map_err(|e| BrowserError::refused(Feature::IndexedDb, &e))?;
        database.write(USED, |store| store.delete(&oldest)).await?;
    }
    Ok(())
}
