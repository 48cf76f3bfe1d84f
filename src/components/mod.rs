//! Pieces of pages: values in, markup out. They fetch nothing and read no context.
