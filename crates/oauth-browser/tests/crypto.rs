//! WebCrypto behind the core's trait: vectors of the RFCs, and one signature by Node for each algorithm without one.
#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oauth_browser::crypto::WebCrypto;
use oauth_browser::dpop_key::DpopKey;
use oauth_proto::crypto::{Crypto, Hash, Signer};
use oauth_proto::jose::{Algorithm, PublicKey};
use oauth_proto::json::parse_object;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// RFC 7515 appendices A.2 and A.3: the payload is the same.
const JOE: &str = "eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ";

const RFC_7515_A2_KEY: &str = r#"{"kty":"RSA","n":"ofgWCuLjybRlzo0tZWJjNiuSfb4p4fAkd_wWJcyQoTbji9k0l8W26mPddxHmfHQp-Vaw-4qPCJrcS2mJPMEzP1Pt0Bm4d4QlL-yRT-SFd2lZS-pCgNMsD1W_YpRPEwOWvG6b32690r2jZ47soMZo9wGzjb_7OMg0LOL-bSf63kpaSHSXndS5z5rexMdbBYUsLA9e-KXBdQOS-UTo7WTBEMa2R2CapHg665xsmtdVMTBQY4uDZlxvb3qCo5ZwKh9kG4LT6_I5IhlJH7aGhyxXFvUK-DWNmoudF8NAco9_h9iaGNj8q2ethFkMLs91kzk2PAcDTW9gb54h4FRWyuXpoQ","e":"AQAB"}"#;
const RFC_7515_A2_SIGNATURE: &str = "cC4hiUPoj9Eetdgtv3hF80EGrhuB__dzERat0XF9g2VtQgr9PJbu3XOiZj5RZmh7AAuHIm4Bh-0Qc_lF5YKt_O8W2Fp5jujGbds9uJdbF9CUAr7t1dnZcAcQjbKBYNX4BAynRFdiuB--f_nZLgrnbyTyWzO75vRK5h6xBArLIARNPvkSjtQBMHlb1L07Qe7K0GarZRmB_eSN9383LcOLn6_dO--xi12jzDwusC-eOkHWEsqtFZESc6BfI7noOPqvhJ1phCnvWh6IeYI2w9QOYEUipUTI8np6LbgGY9Fs98rqVt5AXLIhWkWywlVmtVrBp0igcN_IoypGlUPQGe77Rw";

const RFC_7515_A3_KEY: &str = r#"{"kty":"EC","crv":"P-256","x":"f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU","y":"x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0"}"#;
const RFC_7515_A3_SIGNATURE: &str =
    "DtEhU3ljbEg8L38VWAfUAqOyKAM6-Xx-F4GawxaepmXFCgfTjDxw5djxLa8ISlSApmWQxfKTUJqPP3-Kg6NU1Q";

const RFC_8037_KEY: &str =
    r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
const RFC_8037_SIGNATURE: &str =
    "hgyY0il_MGCjP0JzlnLWG1PPOt7-09PGcvMg3AIbQR6dWbhijcNR4ki4iylGjg5BhVsPt9g7sVvpAr_MuM0KAg";

const RSA: &str = r#"{"kty":"RSA","n":"uKtcTGQ-JS_Jgz21h0dK0jl5F3h-BXf5U0WEbQsAGYqWNIqGWY9i33qnXGNtwQ9hLD_PrYTGZVzgRq3lKqv9XOXzMohxIT_o2jxPXpLCr6EdFHwdv-yhOh-ZktCsvQEwCGYmdWboGsxhQkpswmv9ybd5MrQZXTzrCLghOwKSCTzSnN0tUV_YGe7OoPL9iR9Qmnf4WFYa9Fc9BfQ0_WU9BnlDCD5lz7lE9IfNVOCNK0sI6AhXmKVzF8OA1OpIaT874SCV0NZoypkOA1zz141Y89zDBoBHMAflq20rWrAkKXe3E5NyUVlZAeVMMdav_8_LdxratuzqOcpuK_0Cjb1d-Q","e":"AQAB"}"#;

fn key(jwk: &str) -> PublicKey {
    PublicKey::from_jwk(&parse_object(jwk.as_bytes()).unwrap()).unwrap()
}

fn bytes(text: &str) -> Vec<u8> {
    URL_SAFE_NO_PAD.decode(text).unwrap()
}

async fn assert_verifies(algorithm: Algorithm, jwk: &str, message: &str, signature: &str) {
    let (key, mut signature) = (key(jwk), bytes(signature));
    let message = message.as_bytes();
    let verify =
        async |signature: &[u8]| WebCrypto.verify(algorithm, &key, message, signature).await;
    assert_eq!(verify(&signature).await, Ok(true), "{algorithm:?}");
    assert_eq!(
        verify(signature.get(1..).unwrap()).await,
        Ok(false),
        "{algorithm:?}, too short"
    );
    assert_eq!(verify(&[]).await, Ok(false), "{algorithm:?}, empty");
    *signature.get_mut(7).unwrap() ^= 1;
    assert_eq!(
        verify(&signature).await,
        Ok(false),
        "{algorithm:?}, one bit off"
    );
}

#[wasm_bindgen_test]
async fn signatures_of_the_rfcs() {
    let rs256 = format!("eyJhbGciOiJSUzI1NiJ9.{JOE}");
    assert_verifies(
        Algorithm::Rs256,
        RFC_7515_A2_KEY,
        &rs256,
        RFC_7515_A2_SIGNATURE,
    )
    .await;
    let es256 = format!("eyJhbGciOiJFUzI1NiJ9.{JOE}");
    assert_verifies(
        Algorithm::Es256,
        RFC_7515_A3_KEY,
        &es256,
        RFC_7515_A3_SIGNATURE,
    )
    .await;
    let eddsa = "eyJhbGciOiJFZERTQSJ9.RXhhbXBsZSBvZiBFZDI1NTE5IHNpZ25pbmc";
    assert_verifies(Algorithm::EdDsa, RFC_8037_KEY, eddsa, RFC_8037_SIGNATURE).await;
}

#[wasm_bindgen_test]
async fn signatures_by_node() {
    for (algorithm, jwk, signature) in [
        (
            Algorithm::Ps256,
            RSA,
            "ZtDiBlJih4chZH-O6Xg2yRbab_r3fdTbQkvjeJlIfgu0SpkTmPe1wlrqHHBfqWYSFmtqgwLYLS9qc2z9N7PlGnLSzdgaCymmr42ntrJbcx5pWJM2D3VLODlK7prT0hTlh2KyX5w3RXluZ8cIgz4unUV8tobBB774EZLpjfR2zgFwjKorkpGqvv6I9W8PO8z6ToRGFXm7YYMXjpND9QiN7TcpAO3RHpf9RRX70KDQNR6VUzQALBzdIAC_Aue8RoHokkySvo0xJ0WwvTa9rUcf0mcz1U9ukTrss1Yc2kLkbE739CDAJrl4lKLFs-BSlFn9-jbNkPDjA60wRKL6iR6Ubw",
        ),
        (
            Algorithm::Ps384,
            RSA,
            "qrXWY0KoS5dHHZyvy5BjSX8Rfextzec66FZsjtZ1ZUOF3uXO2oZ407Bdz535mrN7Jq8BLnsBnw1xTEtyTbUbOArw4YfT7EcRi0MXb8rwwGy9vqT-UtvQeEw9Pfqy0sphToBQfP3d7q1QODxtWVdev-eBzpW4IeTIZXDU5g2hGy1IL6pqSAJtMnQ_QAgnTeBc48K99zcn8wrSDWEGkCaMUwm4pZ0WdBapcyv51bTEkWySiGPIEupSauYsO8kaPudy8Myh3spJGh2o51GqhSyHXVhOuQPo0aeXRRrBaW9M564urHSE9weSP63YJUx4Hh-u0OnUJBHLzd1GeHHhfzL5nA",
        ),
        (
            Algorithm::Ps512,
            RSA,
            "bWro2NbYvosof28s-lSq_LqJpGDe-aFYKZ8QxqvWEJcfT-f_onn-vebGR6FFh0Bf9IFfrB_OaTPlMcONjzMQ1GgfHHGtEFRw2H9pZO2R4NdSD9-3EHG_ZsySeR_lL13xU8CxYKSzDdmpLnoqDz6mtdrONrZ_azfWj6kdR62YhPysdTcjMM3W4MfjSOXbzLNmz6bbvIExeEel68aNYDwjtS4R4EzqTT5V3uOKCKqL4VqvyTEvUenoyuP2gK6NeuVbiXNG9tMQh8Y267O0IH0b9gtxX2POlRbwYfWj1lSiMtAmyF2oxEybBWbpra4fyulTAypL2b601SngYkR0nV-dHQ",
        ),
        (
            Algorithm::Rs384,
            RSA,
            "d-oXqX6jTifVdJXeQ2Xk9WqqryCWNdOtrcMsv-6FyXvGv8S-9QGO52cUTL6npqmn5_2rkKiow9ZJqIwLj6SDFyXLhYjDbvKBVXnBSgTxiU0UZZzZlm37ZlkE_1PUfdb699w3M16m5MxkhLYeERXBZHnZiS7J5DCud8WsyaLJHXOiENR2OZdW23bLlhwQDPwpqIVHwaRJzORFQDac5lu1r2lbc6qe-MZU1GX4X4yJYoxfPf5brME00JNmXlvcJJfIGr4pSpYquspJstE5Cbcy7nvNnQb3AzA6syhwMKYTeMBvYcxAFp0-zhBevzJoLL0JFX4MB03M-gxfPmgVkBUAPA",
        ),
        (
            Algorithm::Rs512,
            RSA,
            "PQhchCYf5tpwdJy9lAC_UfZZtXFg9BxGiL5Lynl2p_OsdtmHg4sRvP8GyNClYQYU4CrwkAQiMjWGVhlcbrVvZ5_jPbV3QE6RcAx9GaQC45U7yghPayu2nQESYP3iGWoxJRGfJD76Lj7O9UpE1uiv2ZCHshiRtcIysduBE29L7PkZS0GMsrPpN7zVnSCW70laxYZseiyIIlmphho2TI-E8BcZ4cdg055zFQJB8yt959SBFIpgF0zY66NZ57MhRpLjIUWtzXEPkH1PIgxGW08KHDs8pzJFQyI8h0uEC2ZPZKZyR766YsdiHji9DvFpUpCYO0yEjREVFmBUUQ44CTYj9Q",
        ),
        (
            Algorithm::Es384,
            r#"{"kty":"EC","x":"anZRSbo5YeRXMdPk5sLCDLuCgNS6KB8bRcu62D6H4rCJzDe3wJkhiaDKeGwlke0U","y":"oJVeAu83PtgTm8mwf4O6Wvmo-3mcZDiT_PCkM8h8AXt2hL-bWpwT0iZ9LysScS5m","crv":"P-384"}"#,
            "qoGzWZOkBsC4NCCiro9rt-9zCJk5rq0b7OSIvGQ_Bvm126bwfojgMSAQ8pInaPlcqwSOkm9V0K472qfemUwzTW5o48lpN9o3-4whHf8eBOqcowcgVWpQh58iJbYXQoJk",
        ),
        (
            Algorithm::Es512,
            r#"{"kty":"EC","x":"ACi8K2o0BFOjyo4wurGajC8Kz2jQ34C68UblBmJ4ip-2ieZcMBcCuEae6Q_ESwf1FJa0PpOTpZNFwvKyMGzDjrCp","y":"ACCBl2xFHLRGYqp54VzAZ7JkbJ6LxJpGCQKfhBHgBbhTDwgtqV4JitiWTgtjURVPNgpfYAuaWd-arbwnYnbB6jcD","crv":"P-521"}"#,
            "AQlADMff8MsV15a9nITsRvlY1NB23H8dwXr2DT-MIr1egRtxiGZcBFsNgT_1fts3Kyhdgps1sS7hkvd9Nwg9h_CmAE-VQNVuDNfyPX9_AZ0UyaUakrNWDVweiux0lHUx2o0Uwi6WuEW0PHD10vWuvLtRTfCdUtPdAczi9iF0NZkbDF20",
        ),
    ] {
        assert_verifies(algorithm, jwk, "Vestibule", signature).await;
    }
}

#[wasm_bindgen_test]
async fn another_algorithm_of_the_same_key_does_not_verify() {
    let message = format!("eyJhbGciOiJSUzI1NiJ9.{JOE}");
    let signature = bytes(RFC_7515_A2_SIGNATURE);
    let key = key(RFC_7515_A2_KEY);
    for algorithm in [Algorithm::Rs384, Algorithm::Ps256] {
        let verified = WebCrypto
            .verify(algorithm, &key, message.as_bytes(), &signature)
            .await;
        assert_eq!(verified, Ok(false), "{algorithm:?}");
    }
}

#[wasm_bindgen_test]
async fn a_point_off_the_curve_is_a_bad_key() {
    let zero = "A".repeat(43);
    let off = key(&format!(
        r#"{{"kty":"EC","crv":"P-256","x":"{zero}","y":"{zero}"}}"#
    ));
    let verified = WebCrypto
        .verify(Algorithm::Es256, &off, b"", &[0; 64])
        .await;
    assert_eq!(verified, Err(oauth_proto::crypto::CryptoError::BadKey));
}

/// FIPS 180-4, the digests of `abc`.
#[wasm_bindgen_test]
async fn digests() {
    let digest = async |hash| URL_SAFE_NO_PAD.encode(WebCrypto.digest(hash, b"abc").await.unwrap());
    assert_eq!(
        digest(Hash::Sha256).await,
        "ungWv48Bz-pBQUDeXa4iI7ADYaOWF3qctBD_YfIAFa0"
    );
    assert_eq!(
        digest(Hash::Sha384).await,
        "ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP_W-2AhgcroefMI1i67KE0yCWn"
    );
    assert_eq!(
        digest(Hash::Sha512).await,
        "3a81oZNherrMQXNJriBBMRLm-k6JqX6iCp7u5ktV05ohkpkqJ0_BqDa6PCOj_uu9RU1EI2Q86A4qmslPpUyknw"
    );
}

/// RFC 7638 §3.1.
#[wasm_bindgen_test]
async fn a_thumbprint() {
    let jwk = r#"{"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB"}"#;
    let thumbprint = key(jwk).thumbprint(&WebCrypto).await;
    assert_eq!(
        thumbprint.as_deref(),
        Ok("NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs")
    );
}

#[wasm_bindgen_test]
async fn a_dpop_key_signs_stays_and_can_be_forgotten() {
    DpopKey::forget("test").await.unwrap();
    let (made, raced) = futures_util::future::join(
        DpopKey::load_or_create("test"),
        DpopKey::load_or_create("test"),
    )
    .await;
    let (made, raced) = (made.unwrap(), raced.unwrap());
    assert_eq!(made.public_key(), raced.public_key());
    assert_eq!(made.algorithm(), Algorithm::Es256);
    let signature = made.sign(b"proof").await.unwrap();
    let kept = DpopKey::load_or_create("test").await.unwrap();
    let verify = async |message: &[u8]| {
        WebCrypto
            .verify(Algorithm::Es256, kept.public_key(), message, &signature)
            .await
    };
    assert_eq!(verify(b"proof").await, Ok(true));
    assert_eq!(verify(b"other").await, Ok(false));
    DpopKey::forget("test").await.unwrap();
    let next = DpopKey::load_or_create("test").await.unwrap();
    assert_ne!(next.public_key(), made.public_key());
}
