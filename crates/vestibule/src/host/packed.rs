//! A page as gzip, put together from pieces: what many pages have in common was compressed once, and what
//! is a request's own goes between. Compressing the whole for each request takes longer than all the rest.
//!
//! DEFLATE (RFC 1951) is a chain of blocks. A long common piece is a block of its own that refers to nothing
//! before it; everything else is written in the code that the format has built in, where a text that stands
//! in the page already is a reference to it.

use flate2::{Compress, Compression, Crc, FlushCompress};
use vestibule_ui::pages::Piece;

/// A common piece below this length is no block of its own: that has a code table before it.
const WORTH_A_BLOCK: usize = 256;

/// The common pieces of a sheet, compressed.
#[derive(Debug)]
pub(super) struct Packed(Vec<Option<Block>>);

/// A piece of a stream that begins and ends with a byte.
#[derive(Debug)]
struct Block {
    deflate: Vec<u8>,
    crc: Crc,
}

impl Packed {
    /// Compresses these pieces, in their order.
    pub(super) fn of<'a>(common: impl Iterator<Item = &'a str>) -> Self {
        Self(common.map(block).collect())
    }

    /// The page as gzip. The common pieces are those that were compressed.
    pub(super) fn gzip<'a>(&self, pieces: impl Iterator<Item = Piece<'a>>) -> Vec<u8> {
        let mut stream = Stream::new(self.0.iter().flatten().map(|it| it.deflate.len()).sum());
        let mut blocks = self.0.iter();
        for piece in pieces {
            match piece {
                Piece::Own(text) => stream.own(text),
                Piece::Common(text) => match blocks.next().and_then(Option::as_ref) {
                    Some(block) => stream.block(block, text.len()),
                    None => stream.short(text),
                },
            }
        }
        stream.end()
    }
}

fn block(text: &str) -> Option<Block> {
    if text.len() < WORTH_A_BLOCK {
        return None;
    }
    let mut compress = Compress::new(Compression::best(), false);
    let mut deflate = Vec::with_capacity(2 * text.len() + 64);
    let flush = FlushCompress::Full;
    compress
        .compress_vec(text.as_bytes(), &mut deflate, flush)
        .ok()?;
    let is_whole = compress.total_in() == u64::try_from(text.len()).ok()?;
    let mut crc = Crc::new();
    crc.update(text.as_bytes());
    is_whole.then_some(Block { deflate, crc })
}

/// How far back a reference may lead, and how much it may name.
const WINDOW: usize = 32_768;
const LONGEST: usize = 258;
const SHORTEST: usize = 4;

/// A stream that is being written.
struct Stream<'a> {
    out: Vec<u8>,
    /// Bits that are no byte yet, the first one lowest.
    bits: u64,
    count: u32,
    /// Whether a block in the built-in code is under way.
    is_open: bool,
    /// How much text was written, and its checksum.
    at: usize,
    crc: Crc,
    /// The texts of the request, and where each stands.
    own: Vec<(&'a [u8], usize)>,
    /// The short common piece before.
    short: Option<(&'a [u8], usize)>,
}

impl<'a> Stream<'a> {
    fn new(length: usize) -> Self {
        let mut out = Vec::with_capacity(length + 4096);
        // Deflate, no name, no time, made by an unknown system (RFC 1952, 2.3).
        out.extend([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 255]);
        Self {
            out,
            bits: 0,
            count: 0,
            is_open: false,
            at: 0,
            crc: Crc::new(),
            own: Vec::new(),
            short: None,
        }
    }

    fn block(&mut self, block: &Block, length: usize) {
        self.pad_to_byte();
        self.out.extend(&block.deflate);
        self.crc.combine(&block.crc);
        self.at += length;
    }

    /// A text of the request; the second time a reference to the first.
    fn own(&mut self, text: &'a str) {
        let text = text.as_bytes();
        self.open();
        self.crc.update(text);
        if let Some(&(_, before)) = self.own.iter().find(|(other, _)| *other == text) {
            self.repeat(text, before);
        } else {
            self.own.push((text, self.at));
            self.literals(text);
        }
    }

    /// A short common piece; what it begins and ends with as the one before is a reference to that.
    fn short(&mut self, text: &'a str) {
        let text = text.as_bytes();
        self.open();
        self.crc.update(text);
        let (before, place) = self.short.replace((text, self.at)).unwrap_or_default();
        let same = |pairs: &mut dyn Iterator<Item = (&u8, &u8)>| {
            pairs.take_while(|(one, other)| one == other).count()
        };
        let (first, rest) = text.split_at(same(&mut text.iter().zip(before)));
        let (_, rest_before) = before.split_at(first.len());
        let last = same(&mut rest.iter().rev().zip(rest_before.iter().rev()));
        let (middle, last) = rest.split_at(rest.len() - last);
        self.repeat(first, place);
        self.literals(middle);
        self.repeat(last, place + before.len() - last.len());
    }

    /// Text that stands at `before` too.
    fn repeat(&mut self, text: &[u8], before: usize) {
        let distance = self.at - before;
        for part in text.chunks(LONGEST) {
            if part.len() < SHORTEST || distance > WINDOW {
                self.literals(part);
            } else {
                self.reference(part.len(), distance);
            }
        }
    }

    fn literals(&mut self, text: &[u8]) {
        for byte in text {
            self.symbol(u32::from(*byte));
        }
        self.at += text.len();
    }

    /// RFC 1951, 3.2.5.
    fn reference(&mut self, length: usize, distance: usize) {
        const DISTANCE_BITS: u32 = 5;
        let (code, extra, bits) = if length == LONGEST {
            (28, 0, 0)
        } else {
            stepped(length - 3, 2)
        };
        self.symbol(257 + code);
        self.put(extra, bits);
        let (code, extra, bits) = stepped(distance - 1, 1);
        self.put(
            code.reverse_bits() >> (u32::BITS - DISTANCE_BITS),
            DISTANCE_BITS,
        );
        self.put(extra, bits);
        self.at += length;
    }

    /// In the built-in code (RFC 1951, 3.2.6), whose first bit is its highest.
    fn symbol(&mut self, symbol: u32) {
        let (code, bits) = match symbol {
            0..=143 => (0x30 + symbol, 8),
            144..=255 => (0x190 + symbol - 144, 9),
            256..=279 => (symbol - 256, 7),
            _ => (0xc0 + symbol - 280, 8),
        };
        self.put(code.reverse_bits() >> (u32::BITS - bits), bits);
    }

    fn put(&mut self, value: u32, count: u32) {
        self.bits |= u64::from(value) << self.count;
        self.count += count;
        while self.count >= 8 {
            self.out.push(self.bits.to_le_bytes()[0]);
            self.bits >>= 8;
            self.count -= 8;
        }
    }

    /// Begins a block in the built-in code.
    fn open(&mut self) {
        if !self.is_open {
            self.put(0b010, 3);
            self.is_open = true;
        }
    }

    fn close(&mut self) {
        if self.is_open {
            self.symbol(256);
            self.is_open = false;
        }
    }

    /// Up to the next whole byte: an empty block of plain text goes up to one.
    fn pad_to_byte(&mut self) {
        self.close();
        if self.count > 0 {
            self.put(0, 3);
            self.fill_byte();
            self.out.extend([0, 0, 0xff, 0xff]);
        }
    }

    fn fill_byte(&mut self) {
        self.put(0, (8 - self.count) % 8);
    }

    fn end(mut self) -> Vec<u8> {
        self.close();
        // The last block, empty.
        self.put(0b011, 3);
        self.symbol(256);
        self.fill_byte();
        self.out.extend(self.crc.sum().to_le_bytes());
        self.out.extend(self.crc.amount().to_le_bytes());
        self.out
    }
}

/// A number as the format writes lengths and distances: a code that stands for a range of them, and in which
/// place of the range it is. Of `2 << fine` codes each stands for one number, and from then on every
/// `1 << fine` codes have ranges of twice the size.
fn stepped(value: usize, fine: u32) -> (u32, u32, u32) {
    // Both are below the window's size.
    let value = u32::try_from(value).unwrap_or(u32::MAX);
    if value < 2 << fine {
        return (value, 0, 0);
    }
    let bits = value.ilog2() - fine;
    let code = (bits << fine) + (value >> bits);
    (code, value & ((1 << bits) - 1), bits)
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use flate2::read::GzDecoder;

    use super::*;

    fn unpacked(gzip: &[u8]) -> String {
        let mut text = String::new();
        let mut decoder = GzDecoder::new(gzip);
        decoder.read_to_string(&mut text).unwrap();
        assert!(decoder.into_inner().is_empty());
        text
    }

    fn check(pieces: &[Piece<'_>]) -> usize {
        let common = pieces.iter().filter_map(|piece| match piece {
            Piece::Common(text) => Some(*text),
            Piece::Own(_) => None,
        });
        let gzip = Packed::of(common).gzip(pieces.iter().copied());
        let whole: String = pieces.iter().map(|piece| piece.text()).collect();
        assert_eq!(unpacked(&gzip), whole);
        gzip.len()
    }

    #[test]
    fn codes_are_those_of_the_format() {
        // RFC 1951, 3.2.5: length, code, extra bits, place among them.
        for (length, code, bits, extra) in [
            (3, 257, 0, 0),
            (10, 264, 0, 0),
            (11, 265, 1, 0),
            (12, 265, 1, 1),
            (18, 268, 1, 1),
            (19, 269, 2, 0),
            (114, 279, 4, 15),
            (131, 281, 5, 0),
            (257, 284, 5, 30),
        ] {
            assert_eq!(
                stepped(length - 3, 2),
                (code - 257, extra, bits),
                "{length}"
            );
        }
        for (distance, code, bits, extra) in [
            (1, 0, 0, 0),
            (4, 3, 0, 0),
            (5, 4, 1, 0),
            (8, 5, 1, 1),
            (193, 15, 6, 0),
            (24_577, 29, 13, 0),
            (32_768, 29, 13, 8191),
        ] {
            assert_eq!(stepped(distance - 1, 1), (code, extra, bits), "{distance}");
        }
    }

    #[test]
    fn every_order_of_pieces_comes_out_as_it_went_in() {
        use Piece::{Common, Own};
        let long = "<p class=\"v-lead\">Enter your user name and password.</p>".repeat(40);
        let own = "client_id=demo&amp;state=\u{1f511}é&amp;x=%22%3E".repeat(30);
        let unlike: String = (0..40_000_u32)
            .filter_map(|it| char::from_u32(it.wrapping_mul(2_654_435_761) % 0x250 + 0x20))
            .collect();
        for length in [0, 1, 2, 3, 4, 257, 258, 259, 260, 516, 517] {
            let own = &own[..own.floor_char_boundary(length)];
            check(&[Own(own), Common("a"), Own(own), Common(&long), Own(own)]);
        }
        check(&[]);
        check(&[Own("")]);
        check(&[Common(&long), Common(&long), Common("x"), Common(&long)]);
        let before = "\">Deutsch</a><a href=\"/login?";
        let after = "\">français</a><a href=\"/login?";
        check(&[
            Own(&own),
            Common(before),
            Own(&own),
            Common(after),
            Own(&own),
            Common(after),
        ]);
        check(&[
            Common(before),
            Own(&own),
            Common(&unlike),
            Common(before),
            Own(&own),
        ]);
        check(&[
            Own(&unlike),
            Common("-"),
            Own(&unlike),
            Common("-"),
            Own(&unlike),
        ]);
    }

    #[test]
    fn what_is_there_again_costs_next_to_nothing() {
        use Piece::{Common, Own};
        let own = "client_id=demo&amp;state=Jp0mZ3nq7wA&amp;redirect_uri=%2Fcallback".repeat(4);
        let link = |name| Common(name);
        let once = check(&[Own(&own), link("\">Deutsch</a><a href=\"/login?")]);
        let again = check(&[
            Own(&own),
            link("\">Deutsch</a><a href=\"/login?"),
            Own(&own),
            link("\">suomi</a><a href=\"/login?"),
        ]);
        assert!(again - once < 20, "{once} {again}");
    }
}
