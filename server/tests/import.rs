//! Files of trade, from their bytes to the books, on a real PostgreSQL.

mod beside;
mod books;
mod faulty;
mod history;
mod lines;
mod moving;
mod real;
mod whole;
mod withdraw;
