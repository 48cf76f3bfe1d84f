//! The native back end: every algorithm by a real signature.

use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::{KeyPair as RsaKeyPair, KeySize};
use aws_lc_rs::signature::{
    self, ECDSA_P384_SHA384_FIXED_SIGNING, ECDSA_P521_SHA512_FIXED_SIGNING, EcdsaKeyPair,
    Ed25519KeyPair, KeyPair as _,
};
use oauth_proto::crypto::Crypto;
use oauth_proto::jose::{Algorithm, Curve, KeyMaterial, PublicKey};
use oauth_proto::native::Native;

#[test]
fn every_algorithm_verifies_its_own_signature_and_no_other() {
    const MESSAGE: &[u8] = b"message";
    let random = SystemRandom::new();
    let mut signed = Vec::new();

    let rsa = RsaKeyPair::generate(KeySize::Rsa2048).unwrap();
    // RFC 8017 A.1.1 in DER: after 9 bytes of headers and sign the modulus, at the end the exponent.
    let rsa_key = PublicKey::new(KeyMaterial::Rsa {
        n: rsa.public_key().as_ref()[9..265].to_vec(),
        e: rsa.public_key().as_ref()[267..].to_vec(),
    });
    let paddings: [(Algorithm, &'static dyn signature::RsaEncoding); 6] = [
        (Algorithm::Rs256, &signature::RSA_PKCS1_SHA256),
        (Algorithm::Rs384, &signature::RSA_PKCS1_SHA384),
        (Algorithm::Rs512, &signature::RSA_PKCS1_SHA512),
        (Algorithm::Ps256, &signature::RSA_PSS_SHA256),
        (Algorithm::Ps384, &signature::RSA_PSS_SHA384),
        (Algorithm::Ps512, &signature::RSA_PSS_SHA512),
    ];
    for (algorithm, padding) in paddings {
        let mut signature = vec![0; rsa.public_modulus_len()];
        rsa.sign(padding, &random, MESSAGE, &mut signature).unwrap();
        signed.push((algorithm, rsa_key.clone().unwrap(), signature));
    }
    for (algorithm, curve, parameters) in [
        (
            Algorithm::Es384,
            Curve::P384,
            &ECDSA_P384_SHA384_FIXED_SIGNING,
        ),
        (
            Algorithm::Es512,
            Curve::P521,
            &ECDSA_P521_SHA512_FIXED_SIGNING,
        ),
    ] {
        let pair = EcdsaKeyPair::generate(parameters).unwrap();
        let (x, y) = pair.public_key().as_ref()[1..].split_at(curve.size());
        let (x, y) = (x.to_vec(), y.to_vec());
        let key = PublicKey::new(KeyMaterial::Ec { curve, x, y }).unwrap();
        let signature = pair.sign(&random, MESSAGE).unwrap();
        signed.push((algorithm, key, signature.as_ref().to_vec()));
    }
    let pair = Ed25519KeyPair::generate().unwrap();
    let x = pair.public_key().as_ref().to_vec();
    let key = PublicKey::new(KeyMaterial::Ed25519 { x }).unwrap();
    signed.push((Algorithm::EdDsa, key, pair.sign(MESSAGE).as_ref().to_vec()));

    for (algorithm, key, signature) in &signed {
        let holds = |message: &[u8], signature: &[u8]| {
            pollster::block_on(Native.verify(*algorithm, key, message, signature)).unwrap()
        };
        assert!(holds(MESSAGE, signature), "{algorithm:?}");
        assert!(!holds(b"another", signature), "{algorithm:?}");
        assert!(!holds(MESSAGE, &signature[1..]), "{algorithm:?}");
        assert!(!holds(MESSAGE, &[]), "{algorithm:?}");
        assert_eq!(Algorithm::parse(algorithm.as_str()), Some(*algorithm));
        for (other, other_key, other_signature) in &signed {
            if other != algorithm && key.fits(*other) {
                assert_eq!(key, other_key);
                assert!(!holds(MESSAGE, other_signature), "{algorithm:?} {other:?}");
            }
        }
    }
}
