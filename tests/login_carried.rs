//! Whatever stands in a query is carried whole or refused: for any text, and for any bytes.

#![cfg(not(target_arch = "wasm32"))]

use proptest::prelude::*;
use vestibule_ui::forms::carried::Carried;
use vestibule_ui::forms::error_response::ErrorResponse;
use vestibule_ui::forms::login::LoginForm;

proptest! {
    #[test]
    fn pairs_come_back_as_they_were(
        pairs in prop::collection::vec(("x[^\0\r\n]{0,9}", "([^\0\r\n]|\r\n){0,20}"), 0..20)
    ) {
        let sent = form_urlencoded::Serializer::new(String::new()).extend_pairs(&pairs).finish();
        let carried = Carried::from_query(&sent).expect("can be carried");
        let expected: Vec<_> = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        prop_assert_eq!(carried.pairs().collect::<Vec<_>>(), expected);
        prop_assert_eq!(carried.to_query(), sent);
    }

    #[test]
    fn any_body_is_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        if let Ok(carried) = Carried::from_form(&bytes) {
            prop_assert_eq!(Carried::from_query(&carried.to_query()), Ok(carried));
        }
        let _ = LoginForm::parse(&bytes);
    }

    #[test]
    fn any_error_answer_is_cut_to_size(text in any::<String>()) {
        let query = form_urlencoded::Serializer::new(String::new())
            .append_pair("error", &text)
            .append_pair("error_description", &text)
            .append_pair("error_uri", &text)
            .finish();
        if let Ok(Some(error)) = ErrorResponse::from_query(&query) {
            prop_assert!(error.code.chars().count() <= 65);
            prop_assert!(error.description.unwrap_or_default().chars().count() <= 301);
            prop_assert!(error.uri.is_none_or(|uri| uri.as_str().starts_with("https://")));
        }
    }
}
