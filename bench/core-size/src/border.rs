//! How bytes cross the module's border: one buffer in, one buffer out. Knows nothing of what they mean.
#![expect(
    unsafe_code,
    reason = "exports need names that are not mangled; no pointer is read here"
)]

use std::cell::RefCell;

thread_local! {
    static INPUT: RefCell<Vec<u8>> = const { RefCell::new(Vec::new()) };
    static OUTPUT: RefCell<String> = const { RefCell::new(String::new()) };
}

/// Where the host writes `size` bytes before it calls a step.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn input(size: usize) -> *mut u8 {
    INPUT.with_borrow_mut(|bytes| {
        *bytes = vec![0; size];
        bytes.as_mut_ptr()
    })
}

/// Where the last step's output begins.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn output() -> *const u8 {
    OUTPUT.with_borrow(|text| text.as_ptr())
}

/// How long it is.
#[unsafe(no_mangle)]
pub(crate) extern "C" fn output_size() -> usize {
    OUTPUT.with_borrow(String::len)
}

pub(crate) fn take_input() -> Vec<u8> {
    INPUT.take()
}

pub(crate) fn set_output(text: String) {
    OUTPUT.set(text);
}
