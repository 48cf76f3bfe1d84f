//! Keeps what has been drawn of the login page, for the next request of the same kind. A brand that is
//! read anew is another brand, so what was drawn in the former one's name is not given again.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use axum::http::HeaderValue;
use vestibule_ui::{
    brand::Brand,
    forms::carried::Carried,
    pages::{Html, LoginSheet, RequestTexts, SheetKind},
};

use super::{accept_encoding::Encoding, packed::Packed, stamp::Stamps, visit::Takes};

/// So many are kept: languages times clients, as they are asked for. Each has the size of a page.
const MOST: usize = 128;

/// Every sheet that is kept.
#[derive(Default)]
pub(super) struct LoginSheets(RwLock<HashMap<(BrandAddress, SheetKind), Arc<Kept>>>);

/// A brand is told from another by where it is, which no other can be while the sheet holds it.
type BrandAddress = usize;

/// A sheet, the same compressed in two ways, and the policy of its pages.
pub(super) struct Kept {
    pub(super) sheet: LoginSheet,
    pub(super) policy: HeaderValue,
    packed: Packed,
    stamps: Stamps,
    _brand: Arc<Brand>,
}

impl Kept {
    /// The page for a request of its kind, in the shortest coding that its reader takes and that it can be
    /// given in at once; brotli comes with a stamp.
    pub(super) fn compressed(
        &self,
        takes: Takes,
        carried: &Carried,
    ) -> Option<(Encoding, Vec<u8>)> {
        if !takes.brotli && !takes.gzip {
            return None;
        }
        let request = RequestTexts::of(carried);
        let pieces: Vec<_> = self.sheet.pieces(&request).collect();
        let brotli = takes.brotli.then(|| self.stamps.print(&pieces)).flatten();
        if let Some(page) = brotli {
            return Some((Encoding::Brotli, page));
        }
        let gzip = takes.gzip.then(|| self.packed.gzip(pieces.into_iter()));
        gzip.map(|page| (Encoding::Gzip, page))
    }
}

impl LoginSheets {
    /// The sheet of this kind in this brand's name, drawn if there is none.
    pub(super) fn get(
        &self,
        brand: &Arc<Brand>,
        kind: SheetKind,
        draw: impl FnOnce() -> LoginSheet,
        policy: impl FnOnce(&Html) -> HeaderValue,
    ) -> Arc<Kept> {
        let key = (Arc::as_ptr(brand).addr(), kind);
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(kept) = kept.get(&key) {
            return Arc::clone(kept);
        }
        drop(kept);
        let sheet = draw();
        let new = Arc::new(Kept {
            policy: policy(sheet.html()),
            packed: Packed::of(sheet.common()),
            stamps: Stamps::default(),
            sheet,
            _brand: Arc::clone(brand),
        });
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST {
            all.clear();
        }
        all.insert(key, Arc::clone(&new));
        new
    }
}

#[cfg(test)]
mod tests {
    use vestibule_ui::{
        forms::carried::Carried,
        i18n::Locale,
        pages::{Frame, LoginPage, Site},
    };

    use super::*;

    fn page(client: &str) -> LoginPage {
        LoginPage {
            action: Some("/oauth2/code".to_owned()),
            client: Some(client.to_owned()),
            carried: Carried::from_query("client_id=demo").unwrap(),
            ..LoginPage::default()
        }
    }

    /// How often the sheet had to be drawn.
    fn draws(sheets: &LoginSheets, brand: &Arc<Brand>, client: &str) -> usize {
        let frame = Frame {
            locale: Locale::En,
            brand,
            assets: None,
            languages: None,
            site: Site::Host,
        };
        let page = page(client);
        let kind = SheetKind::of(&frame, &page).unwrap();
        let mut drawn = 0;
        let draw = || {
            drawn += 1;
            LoginSheet::draw(&frame, &page)
        };
        let policy = |_: &Html| HeaderValue::from_static("policy");
        let kept = sheets.get(brand, kind, draw, policy);
        assert!(kept.sheet.fill(&page.carried).contains(client));
        drawn
    }

    #[test]
    fn a_sheet_is_drawn_once_for_each_kind_and_brand() {
        let sheets = LoginSheets::default();
        let (one, other) = (Arc::new(Brand::default()), Arc::new(Brand::default()));
        assert_eq!(draws(&sheets, &one, "First"), 1);
        assert_eq!(draws(&sheets, &one, "First"), 0);
        assert_eq!(draws(&sheets, &one, "Second"), 1);
        assert_eq!(draws(&sheets, &other, "First"), 1);
        assert_eq!(draws(&sheets, &one, "First"), 0);
    }

    #[test]
    fn no_more_are_kept_than_there_is_room_for() {
        let sheets = LoginSheets::default();
        let brand = Arc::new(Brand::default());
        for client in 0..=MOST {
            assert_eq!(draws(&sheets, &brand, &format!("Client {client}")), 1);
            assert!(sheets.0.read().unwrap().len() <= MOST);
        }
        assert_eq!(sheets.0.read().unwrap().len(), 1);
    }
}
