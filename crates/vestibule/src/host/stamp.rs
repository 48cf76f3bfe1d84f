//! A page as brotli, compressed once for all requests whose texts are as long: what a request has of its own is
//! stamped into the compressed page. It knows pieces of pages, not what they say.
//!
//! A text that can't be made shorter stands in the stream as it is (RFC 7932, 9.2), and what repeats it names
//! its place. So a page with noise in the request's place, once compressed, is that page for each request of
//! these lengths when the noise is exchanged. That this holds is proven for each stamp before it is used.

use std::collections::HashMap;
use std::io::Write as _;
use std::ops::Range;
use std::sync::{Arc, PoisonError, RwLock};

use brotli::enc::BrotliEncoderParams;
use brotli::{BrotliDecompress, CompressorWriter};
use vestibule_ui::pages::Piece;

/// So many shapes of requests are known of a sheet: somebody may send requests of any length.
const MOST: usize = 16;
/// A shape gets its stamp when it comes for this time, since cutting one takes as long as drawing ten pages.
const WORTH_A_STAMP: u32 = 3;
/// Longer requests have no stamp.
const LONGEST: usize = 8192;

/// The stamps of one sheet.
#[derive(Default)]
pub(super) struct Stamps(RwLock<HashMap<Shape, Known>>);

/// What is known of a shape.
enum Known {
    /// How often it came.
    Seen(u32),
    /// Its stamp, if one could be cut.
    Cut(Option<Arc<Stamp>>),
}

/// What pages of one stamp have in common: how long each text is, and which one stands in each place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Shape {
    lengths: Vec<usize>,
    places: Vec<usize>,
}

/// A compressed page, and where each text stands in it.
struct Stamp {
    page: Vec<u8>,
    rooms: Vec<Range<usize>>,
}

impl Stamps {
    /// The page, if there is a stamp for it by now.
    pub(super) fn print(&self, pieces: &[Piece<'_>]) -> Option<Vec<u8>> {
        let (shape, texts) = Shape::of(pieces);
        let all = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let stamp = match all.get(&shape) {
            Some(Known::Cut(stamp)) => stamp.clone(),
            Some(Known::Seen(_)) | None => {
                drop(all);
                self.came(pieces, shape)
            }
        };
        Some(stamp?.print(&texts))
    }

    /// Its stamp, if this is the time to cut it.
    fn came(&self, pieces: &[Piece<'_>], shape: Shape) -> Option<Arc<Stamp>> {
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if all.len() >= MOST && !all.contains_key(&shape) {
            all.retain(|_, known| matches!(known, Known::Cut(_)));
            if all.len() >= MOST {
                return None;
            }
        }
        let known = all.entry(shape.clone()).or_insert(Known::Seen(0));
        let Known::Seen(times) = known else {
            return None;
        };
        *times += 1;
        if *times != WORTH_A_STAMP {
            return None;
        }
        drop(all);
        let stamp = Stamp::cut(pieces, &shape).map(Arc::new);
        let mut all = self.0.write().unwrap_or_else(PoisonError::into_inner);
        all.insert(shape, Known::Cut(stamp.clone()));
        stamp
    }
}

impl Shape {
    /// With the texts, in the order in which they come.
    fn of<'a>(pieces: &[Piece<'a>]) -> (Self, Vec<&'a [u8]>) {
        let mut texts: Vec<&[u8]> = Vec::new();
        let mut places = Vec::new();
        for piece in pieces {
            let Piece::Own(text) = piece else { continue };
            let known = texts.iter().position(|other| *other == text.as_bytes());
            places.push(known.unwrap_or(texts.len()));
            if known.is_none() {
                texts.push(text.as_bytes());
            }
        }
        let lengths = texts.iter().map(|text| text.len()).collect();
        (Self { lengths, places }, texts)
    }

    /// The same number of bytes for each text, one text after the other.
    fn texts<'a>(&self, mut bytes: &'a [u8]) -> Vec<&'a [u8]> {
        let cut = |length: &usize| {
            let (text, rest) = bytes.split_at_checked(*length).unwrap_or((bytes, &[]));
            bytes = rest;
            text
        };
        self.lengths.iter().map(cut).collect()
    }

    /// Each piece of the page with these texts, and whether it is one of them that was not there before.
    fn filled<'a>(
        &'a self,
        pieces: &'a [Piece<'a>],
        texts: &'a [&'a [u8]],
    ) -> impl Iterator<Item = (&'a [u8], bool)> {
        let mut places = self.places.iter();
        let mut known = 0;
        pieces.iter().map(move |piece| {
            let place = match piece {
                Piece::Common(text) => return (text.as_bytes(), false),
                Piece::Own(_) => places.next().copied().unwrap_or_default(),
            };
            let is_new = place == known;
            known += usize::from(is_new);
            (texts.get(place).copied().unwrap_or_default(), is_new)
        })
    }
}

impl Stamp {
    fn cut(pieces: &[Piece<'_>], shape: &Shape) -> Option<Self> {
        let length: usize = shape.lengths.iter().sum();
        if length > LONGEST {
            return None;
        }
        let noise = noise(length);
        let texts = shape.texts(&noise);
        let parameters = BrotliEncoderParams {
            // Best is 2 % smaller, and takes three times as long.
            quality: 10,
            lgwin: 18,
            // What a text is decoded by must not depend on what stands before it.
            disable_literal_context_modeling: 1,
            ..BrotliEncoderParams::default()
        };
        let mut writer = CompressorWriter::with_params(Vec::new(), 4096, &parameters);
        for (text, is_new) in shape.filled(pieces, &texts) {
            if is_new {
                // It is to have a block of its own.
                writer.flush().ok()?;
            }
            writer.write_all(text).ok()?;
            if is_new {
                writer.flush().ok()?;
            }
        }
        let page = writer.into_inner();
        let room = |text: &&[u8]| {
            let start = page.windows(text.len().max(1)).position(|it| it == *text)?;
            Some(start..start + text.len())
        };
        let rooms: Option<Vec<_>> = texts.iter().map(room).collect();
        let stamp = Self {
            rooms: rooms?,
            page,
        };
        stamp.holds(pieces, shape, length).then_some(stamp)
    }

    /// Whether each byte of a page comes from that byte of a text that it should come from: with texts that
    /// number their bytes, the page is the one that it should be.
    fn holds(&self, pieces: &[Piece<'_>], shape: &Shape, length: usize) -> bool {
        [0, 8].into_iter().all(|digit| {
            let numbers: Vec<u8> = (0..length)
                .map(|it| (it >> digit).to_le_bytes()[0])
                .collect();
            let texts = shape.texts(&numbers);
            let (printed, mut read) = (self.print(&texts), Vec::new());
            let whole: Vec<&[u8]> = shape.filled(pieces, &texts).map(|it| it.0).collect();
            BrotliDecompress(&mut printed.as_slice(), &mut read).is_ok() && read == whole.concat()
        })
    }

    /// The page with these texts, which are as long as those of its shape.
    fn print(&self, texts: &[&[u8]]) -> Vec<u8> {
        let mut page = self.page.clone();
        for (room, text) in self.rooms.iter().zip(texts) {
            if let Some(room) = page.get_mut(room.clone())
                && room.len() == text.len()
            {
                room.copy_from_slice(text);
            }
        }
        page
    }
}

/// What can't be made shorter, the same each time (xorshift64).
fn noise(length: usize) -> Vec<u8> {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let next = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[4]
    };
    std::iter::repeat_with(next).take(length).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use Piece::{Common, Own};

    fn unpacked(page: &[u8]) -> String {
        let mut text = Vec::new();
        BrotliDecompress(&mut &*page, &mut text).unwrap();
        String::from_utf8(text).unwrap()
    }

    const FIELDS: &str = "<input type=\"hidden\" name=\"client_id\" value=\"demo\"><input type=\"hidden\" \
                          name=\"state\" value=\"Jp0mZ3nq7wA\"><input type=\"hidden\" name=\"scope\" value=\"\u{1f511}é\">";
    const QUERY: &str = "client_id=demo&amp;state=Jp0mZ3nq7wA&amp;redirect_uri=%2Fcallback&amp;scope=%F0%9F%94%91%C3%A9";

    /// A head, a form, and twenty links with the query.
    fn page<'a>(head: &'a str, fields: &'a str, query: &'a str) -> Vec<Piece<'a>> {
        let mut pieces = vec![Common(head), Own(fields), Common("<button>Go</button>")];
        for link in [
            "\">čeština</a> <a href=\"/login?",
            "\">日本語</a> <a href=\"/login?",
        ]
        .repeat(10)
        {
            pieces.extend([Own(query), Common(link)]);
        }
        pieces
    }

    fn text(pieces: &[Piece<'_>]) -> String {
        pieces.iter().map(|piece| piece.text()).collect()
    }

    /// A head that is worth compressing.
    fn head() -> String {
        "<p class=\"v-lead\">Enter your user name and password.</p>".repeat(40)
    }

    /// As it is printed once it is worth a stamp.
    fn printed(stamps: &Stamps, pieces: &[Piece<'_>]) -> Option<String> {
        for _ in 1..WORTH_A_STAMP {
            let _ = stamps.print(pieces);
        }
        stamps.print(pieces).map(|page| unpacked(&page))
    }

    #[test]
    fn a_stamp_prints_the_page_of_every_request_of_its_lengths() {
        let (stamps, head) = (Stamps::default(), head());
        let first = page(&head, FIELDS, QUERY);
        for _ in 1..WORTH_A_STAMP {
            assert_eq!(stamps.print(&first), None);
        }
        assert_eq!(unpacked(&stamps.print(&first).unwrap()), text(&first));
        for (fields, query) in [("a", "\0"), ("\"><b>&", "\u{7f}"), ("\u{1f511}é", "%F0%9F")] {
            let long = |text: &str, length: usize| {
                let text = text.repeat(length);
                let end = text.floor_char_boundary(length);
                text[..end].to_owned() + &"x".repeat(length - end)
            };
            let (fields, query) = (long(fields, FIELDS.len()), long(query, QUERY.len()));
            let other = page(&head, &fields, &query);
            assert_eq!(unpacked(&stamps.print(&other).unwrap()), text(&other));
        }
        assert_eq!(stamps.0.read().unwrap().len(), 1);
    }

    #[test]
    fn requests_of_every_length_have_one() {
        let head = head();
        for fields in [20, 150, 434, 3000] {
            for query in [10, 97, 207, 1500, 5000] {
                let (fields, query) = ("a".repeat(fields), "b".repeat(query));
                let pieces = page(&head, &fields, &query);
                assert_eq!(printed(&Stamps::default(), &pieces), Some(text(&pieces)));
            }
        }
        let long = "a".repeat(LONGEST);
        assert_eq!(printed(&Stamps::default(), &page(&head, &long, "b")), None);
    }

    #[test]
    fn texts_in_other_places_are_another_shape() {
        let stamps = Stamps::default();
        let (one, other) = (Own(FIELDS), Own(QUERY));
        for pieces in [
            [one, Common("-"), other, other],
            [one, Common("-"), one, other],
            [one, Common("-"), other, one],
        ] {
            assert_eq!(printed(&stamps, &pieces), Some(text(&pieces)));
        }
        assert_eq!(stamps.0.read().unwrap().len(), 3);
        // Too short to be noise: these have none, and are no failure.
        assert_eq!(printed(&stamps, &[Own("a"), Own("b"), Own("b")]), None);
        assert_eq!(printed(&stamps, &[]), Some(String::new()));
    }

    #[test]
    fn what_repeats_a_text_costs_next_to_nothing() {
        let (stamps, head) = (Stamps::default(), head());
        let once = [Common(&head), Own(FIELDS), Common("<a href=\""), Own(QUERY)];
        let often = page(&head, FIELDS, QUERY);
        assert!(printed(&stamps, &once).is_some() && printed(&stamps, &often).is_some());
        let length = |pieces: &[Piece<'_>]| stamps.print(pieces).unwrap().len();
        assert!(length(&once) < FIELDS.len() + QUERY.len() + 100);
        assert!(length(&often) - length(&once) < 100);
    }

    #[test]
    fn no_more_shapes_are_known_than_there_is_room_for_and_those_with_a_stamp_stay() {
        let (stamps, head) = (Stamps::default(), head());
        let often = page(&head, FIELDS, QUERY);
        assert!(printed(&stamps, &often).is_some());
        for length in 1..=3 * MOST {
            assert_eq!(stamps.print(&page(&head, &"x".repeat(length), "y")), None);
            assert!(stamps.0.read().unwrap().len() <= MOST);
        }
        assert!(stamps.print(&often).is_some());
    }
}
