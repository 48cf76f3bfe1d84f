//! What has to be computed to check one name's password so that the time is everybody's: one hash of
//! each kind that anybody has.

use std::sync::{Mutex, PoisonError};

use super::password::StoredPassword;

/// More kinds than these are not looked for: each one makes every check slower.
pub(super) const MOST_KINDS: usize = 8;

/// A hash of each kind that is known, in an order of its own.
#[derive(Debug)]
pub(super) struct Kinds(Mutex<Vec<StoredPassword>>);

/// Hashes to compute with what was typed. Only one's own counts.
#[derive(Clone, Debug)]
pub(super) struct Checks(pub(super) Vec<Check>);

/// One of them.
#[derive(Clone, Debug)]
pub(super) struct Check {
    pub(super) hash: StoredPassword,
    /// Whether it is the password of the name that was typed.
    pub(super) own: bool,
}

impl Kinds {
    /// Those of these hashes; at least one, since somebody who does not exist has one too.
    pub(super) fn of(hashes: impl IntoIterator<Item = StoredPassword>) -> Self {
        let mut kinds = Vec::new();
        for hash in hashes {
            learn(&mut kinds, &hash);
        }
        if kinds.is_empty() {
            kinds.push(StoredPassword::of_nobody());
        }
        Self(Mutex::new(kinds))
    }

    /// What to compute for a name with this hash, or for one that nobody has.
    pub(super) fn checks(&self, own: Option<&StoredPassword>) -> Checks {
        let mut kinds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(own) = own {
            learn(&mut kinds, own);
        }
        let cost = own.map(StoredPassword::cost);
        let mut checks: Vec<Check> = kinds
            .iter()
            .map(|kind| match own.filter(|_| cost == Some(kind.cost())) {
                Some(own) => Check {
                    hash: own.clone(),
                    own: true,
                },
                None => Check {
                    hash: kind.clone(),
                    own: false,
                },
            })
            .collect();
        // One kind too many.
        if let Some(own) = own.filter(|_| checks.iter().all(|check| !check.own)) {
            checks.push(Check {
                hash: own.clone(),
                own: true,
            });
        }
        Checks(checks)
    }
}

fn learn(kinds: &mut Vec<StoredPassword>, hash: &StoredPassword) {
    let cost = hash.cost();
    if kinds.len() < MOST_KINDS && kinds.iter().all(|kind| kind.cost() != cost) {
        kinds.push(hash.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHEAP: &str = "$argon2id$v=19$m=4096,t=3,p=1$bm9ib2R5J3Mgc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    const ALSO_CHEAP: &str = "$argon2id$v=19$m=4096,t=3,p=1$b3RoZXIgc2FsdCBoZXJl$BBBBAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    const DEAR: &str = "$argon2id$v=19$m=8192,t=3,p=1$bm9ib2R5J3Mgc2FsdA$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    const BCRYPT: &str = "$2y$05$abcdefghijklmnopqrstuu1Z..wm/IlVbtpza52hgqCBArL1cvSg6";

    fn hash(text: &str) -> StoredPassword {
        StoredPassword::any(text).unwrap()
    }

    fn told(checks: &Checks) -> Vec<(String, bool)> {
        let told = |check: &Check| (check.hash.to_string(), check.own);
        checks.0.iter().map(told).collect()
    }

    #[test]
    fn every_name_costs_one_hash_of_each_kind() {
        let kinds = Kinds::of([CHEAP, DEAR, BCRYPT, ALSO_CHEAP].map(hash));
        let expected = |own: &str, texts: [&str; 3]| -> Vec<(String, bool)> {
            let expected = texts.map(|text| (text.to_owned(), text == own));
            expected.to_vec()
        };
        let checks = |own: Option<&str>| told(&kinds.checks(own.map(hash).as_ref()));
        assert_eq!(checks(None), expected("", [CHEAP, DEAR, BCRYPT]));
        assert_eq!(checks(Some(CHEAP)), expected(CHEAP, [CHEAP, DEAR, BCRYPT]));
        assert_eq!(
            checks(Some(ALSO_CHEAP)),
            expected(ALSO_CHEAP, [ALSO_CHEAP, DEAR, BCRYPT])
        );
        assert_eq!(
            checks(Some(BCRYPT)),
            expected(BCRYPT, [CHEAP, DEAR, BCRYPT])
        );
    }

    #[test]
    fn a_kind_that_comes_later_is_learnt() {
        let kinds = Kinds::of([]);
        let nobody = StoredPassword::of_nobody().to_string();
        assert_eq!(told(&kinds.checks(None)), [(nobody.clone(), false)]);
        let learnt = [(nobody.clone(), false), (BCRYPT.to_owned(), true)];
        assert_eq!(told(&kinds.checks(Some(&hash(BCRYPT)))), learnt);
        let from_then_on = [(nobody, false), (BCRYPT.to_owned(), false)];
        assert_eq!(told(&kinds.checks(None)), from_then_on);
    }

    #[test]
    fn more_kinds_than_are_kept_are_checked_all_the_same() {
        let of = |cost| hash(&CHEAP.replace("m=4096", &format!("m={cost}")));
        let kinds = Kinds::of((0..20).map(|more| of(1024 + more)));
        assert_eq!(kinds.checks(None).0.len(), MOST_KINDS);
        let checks = kinds.checks(Some(&of(1043)));
        assert_eq!(checks.0.len(), MOST_KINDS + 1);
        assert_eq!(checks.0.iter().filter(|check| check.own).count(), 1);
    }
}
