//! Reading JSON in a browser.
//!
//! Not serde_json, whose errors name what was wrong and where: much of the client would be sentences that nobody reads, and
//! the code that makes them. What cannot be read here is just [`Unreadable`]. Whole numbers only, like everything that
//! travels; what the server reads, from anybody, it still reads with serde_json.

use std::borrow::Cow;

use serde::{
    de::{
        self, Deserialize, DeserializeSeed, Deserializer, EnumAccess, Expected, MapAccess, SeqAccess, Unexpected,
        VariantAccess, Visitor, value::StrDeserializer,
    },
    ser::{self, Serialize, Serializer},
};

/// The text is not the JSON that was expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable;

/// Reads a whole text.
///
/// # Errors
/// Where it is not JSON, or not of this type.
pub fn read<'de, T: Deserialize<'de>>(text: &'de str) -> Result<T, Unreadable> {
    let mut reader = Reader { rest: text };
    let value = T::deserialize(&mut reader)?;
    if reader.peek().is_some() { Err(Unreadable) } else { Ok(value) }
}

/// A value as it is written, to be read when somebody asks what it says: the code that reads it need not be at hand before. Read
/// by [`read`] only.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "schema", derive(utoipa::ToSchema), schema(value_type = Object))]
pub struct Unread(String);

impl Unread {
    const NAME: &str = "$unread";

    /// A value, written.
    ///
    /// # Errors
    /// Where it has no form in JSON.
    pub fn of<T: Serialize>(value: &T) -> Result<Self, serde_json::Error> {
        serde_json::to_string(value).map(Self)
    }

    /// What it says.
    ///
    /// # Errors
    /// As [`read`].
    pub fn read<T: de::DeserializeOwned>(&self) -> Result<T, Unreadable> {
        read(&self.0)
    }
}

impl Serialize for Unread {
    /// As the value itself.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        serde_json::from_str::<serde_json::Value>(&self.0).map_err(ser::Error::custom)?.serialize(to)
    }
}

impl<'de> Deserialize<'de> for Unread {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_newtype_struct(Self::NAME, Copying)
    }
}

struct Copying;

impl Visitor<'_> for Copying {
    type Value = Unread;

    fn expecting(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("any value")
    }

    fn visit_str<E>(self, text: &str) -> Result<Unread, E> {
        Ok(Unread(text.to_owned()))
    }
}

/// What is still to be read.
struct Reader<'de> {
    rest: &'de str,
}

impl<'de> Reader<'de> {
    /// The next byte that is not blank; it stays.
    fn peek(&mut self) -> Option<u8> {
        self.rest = self.rest.trim_start_matches([' ', '\n', '\r', '\t']);
        self.rest.bytes().next()
    }

    /// Passes over a word or a sign if it comes next.
    fn passes(&mut self, word: &str) -> bool {
        self.peek();
        let rest = self.rest.strip_prefix(word);
        self.rest = rest.unwrap_or(self.rest);
        rest.is_some()
    }

    fn expect(&mut self, word: &str) -> Result<(), Unreadable> {
        if self.passes(word) { Ok(()) } else { Err(Unreadable) }
    }

    /// Takes as many bytes as are given.
    fn take(&mut self, bytes: usize) -> Result<&'de str, Unreadable> {
        let (taken, rest) = self.rest.split_at_checked(bytes).ok_or(Unreadable)?;
        self.rest = rest;
        Ok(taken)
    }

    fn number(&mut self) -> Result<&'de str, Unreadable> {
        self.peek();
        let is_of_number = |byte: &u8| matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E');
        self.take(self.rest.bytes().take_while(is_of_number).count())
    }

    fn flag(&mut self) -> Result<bool, Unreadable> {
        if self.passes("true") {
            return Ok(true);
        }
        self.expect("false").map(|()| false)
    }

    /// A text; borrowed where it stands as it is.
    fn text(&mut self) -> Result<Cow<'de, str>, Unreadable> {
        self.expect("\"")?;
        let plain = self.plain()?;
        if self.rest.starts_with('"') {
            self.take(1)?;
            return Ok(Cow::Borrowed(plain));
        }
        let mut text = plain.to_owned();
        loop {
            match self.take(1)? {
                "\\" => text.push(self.escaped()?),
                "\"" => return Ok(Cow::Owned(text)),
                _ => return Err(Unreadable),
            }
            text.push_str(self.plain()?);
        }
    }

    /// What stands as it is, up to the next quote, backslash or control character.
    fn plain(&mut self) -> Result<&'de str, Unreadable> {
        let end = self.rest.bytes().position(|byte| byte < b' ' || byte == b'"' || byte == b'\\');
        self.take(end.ok_or(Unreadable)?)
    }

    fn escaped(&mut self) -> Result<char, Unreadable> {
        Ok(match self.take(1)? {
            "n" => '\n',
            "t" => '\t',
            "r" => '\r',
            "b" => '\u{8}',
            "f" => '\u{c}',
            "u" => return self.by_number(),
            same @ ("\"" | "\\" | "/") => same.chars().next().ok_or(Unreadable)?,
            _ => return Err(Unreadable),
        })
    }

    /// A character written by its number, or by two where it lies beyond the first plane.
    fn by_number(&mut self) -> Result<char, Unreadable> {
        let high = self.unit()?;
        if !matches!(high, 0xd800..=0xdbff) {
            return char::from_u32(high).ok_or(Unreadable);
        }
        if self.take(2)? != "\\u" {
            return Err(Unreadable);
        }
        match self.unit()? {
            low @ 0xdc00..=0xdfff => {
                char::from_u32(0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00)).ok_or(Unreadable)
            }
            _ => Err(Unreadable),
        }
    }

    fn unit(&mut self) -> Result<u32, Unreadable> {
        let digits = self.take(4)?;
        if digits.starts_with('+') { Err(Unreadable) } else { u32::from_str_radix(digits, 16).map_err(|_| Unreadable) }
    }

    /// Passes over a value that nobody asked for.
    fn skip(&mut self) -> Result<(), Unreadable> {
        let mut depth = 0_usize;
        loop {
            match self.peek().ok_or(Unreadable)? {
                b'"' => drop(self.text()?),
                b'{' | b'[' => {
                    self.take(1)?;
                    depth += 1;
                }
                b'}' | b']' => {
                    self.take(1)?;
                    depth = depth.checked_sub(1).ok_or(Unreadable)?;
                }
                b',' | b':' if depth > 0 => drop(self.take(1)?),
                b't' | b'f' => drop(self.flag()?),
                b'n' => self.expect("null")?,
                _ if self.number()?.is_empty() => return Err(Unreadable),
                _ => {}
            }
            if depth == 0 {
                return Ok(());
            }
        }
    }

    fn list<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Unreadable> {
        self.expect("[")?;
        let value = visitor.visit_seq(Items { reader: self, is_first: true, end: "]" })?;
        self.expect("]").map(|()| value)
    }

    fn object<V: Visitor<'de>>(&mut self, visitor: V) -> Result<V::Value, Unreadable> {
        self.expect("{")?;
        let value = visitor.visit_map(Items { reader: self, is_first: true, end: "}" })?;
        self.expect("}").map(|()| value)
    }
}

/// Reads these with the one function that knows how.
macro_rules! read_by {
    ($how:ident: $($method:ident)*) => { $(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
            self.$how(visitor)
        }
    )* };
}

impl<'de> Deserializer<'de> for &mut Reader<'de> {
    type Error = Unreadable;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self.peek().ok_or(Unreadable)? {
            b'"' => self.deserialize_str(visitor),
            b'{' => self.object(visitor),
            b'[' => self.list(visitor),
            b't' | b'f' => self.deserialize_bool(visitor),
            b'n' => self.deserialize_unit(visitor),
            b'-' => self.deserialize_i64(visitor),
            _ => self.deserialize_u64(visitor),
        }
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_bool(self.flag()?)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_i64(self.number()?.parse().map_err(|_| Unreadable)?)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        visitor.visit_u64(self.number()?.parse().map_err(|_| Unreadable)?)
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        match self.text()? {
            Cow::Borrowed(text) => visitor.visit_borrowed_str(text),
            Cow::Owned(text) => visitor.visit_string(text),
        }
    }

    fn deserialize_unit<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.expect("null")?;
        visitor.visit_unit()
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        if self.passes("null") { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Unreadable> {
        self.skip()?;
        visitor.visit_unit()
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        if name != Unread::NAME {
            return visitor.visit_newtype_struct(self);
        }
        self.peek();
        let before = self.rest;
        self.skip()?;
        let (written, _) = before.split_at_checked(before.len() - self.rest.len()).ok_or(Unreadable)?;
        visitor.visit_borrowed_str(written)
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _length: usize, visitor: V) -> Result<V::Value, Unreadable> {
        self.list(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.object(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        if self.peek() == Some(b'"') {
            let word = self.text()?;
            let word: StrDeserializer<'_, Unreadable> = de::IntoDeserializer::into_deserializer(word.as_ref());
            return visitor.visit_enum(word);
        }
        self.expect("{")?;
        let value = visitor.visit_enum(Variant(self))?;
        self.expect("}").map(|()| value)
    }

    fn deserialize_unit_struct<V: Visitor<'de>>(self, _name: &'static str, visitor: V) -> Result<V::Value, Unreadable> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _length: usize,
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.list(visitor)
    }

    read_by!(list: deserialize_seq);
    read_by!(object: deserialize_map);
    read_by!(deserialize_str: deserialize_string deserialize_char deserialize_identifier);
    read_by!(deserialize_i64: deserialize_i8 deserialize_i16 deserialize_i32);
    read_by!(deserialize_u64: deserialize_u8 deserialize_u16 deserialize_u32);
    read_by!(deserialize_any: deserialize_f32 deserialize_f64 deserialize_bytes deserialize_byte_buf);
}

/// The items of a list or the pairs of an object.
struct Items<'a, 'de> {
    reader: &'a mut Reader<'de>,
    is_first: bool,
    end: &'static str,
}

impl Items<'_, '_> {
    /// Whether another one comes; the comma before it is passed over.
    fn goes_on(&mut self) -> Result<bool, Unreadable> {
        self.reader.peek();
        if self.reader.rest.starts_with(self.end) {
            return Ok(false);
        }
        if !std::mem::take(&mut self.is_first) {
            self.reader.expect(",")?;
        }
        Ok(true)
    }
}

impl<'de> SeqAccess<'de> for Items<'_, 'de> {
    type Error = Unreadable;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Unreadable> {
        if self.goes_on()? { seed.deserialize(&mut *self.reader).map(Some) } else { Ok(None) }
    }
}

impl<'de> MapAccess<'de> for Items<'_, 'de> {
    type Error = Unreadable;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Unreadable> {
        if !self.goes_on()? {
            return Ok(None);
        }
        if self.reader.peek() != Some(b'"') {
            return Err(Unreadable);
        }
        seed.deserialize(&mut *self.reader).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Unreadable> {
        self.reader.expect(":")?;
        seed.deserialize(&mut *self.reader)
    }
}

/// A choice that carries something: an object of one pair.
struct Variant<'a, 'de>(&'a mut Reader<'de>);

impl<'de> EnumAccess<'de> for Variant<'_, 'de> {
    type Error = Unreadable;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Unreadable> {
        let variant = seed.deserialize(&mut *self.0)?;
        self.0.expect(":")?;
        Ok((variant, self))
    }
}

impl<'de> VariantAccess<'de> for Variant<'_, 'de> {
    type Error = Unreadable;

    fn unit_variant(self) -> Result<(), Unreadable> {
        self.0.expect("null")
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, seed: T) -> Result<T::Value, Unreadable> {
        seed.deserialize(self.0)
    }

    fn tuple_variant<V: Visitor<'de>>(self, _length: usize, visitor: V) -> Result<V::Value, Unreadable> {
        self.0.list(visitor)
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Unreadable> {
        self.0.object(visitor)
    }
}

impl std::fmt::Display for Unreadable {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str("the text is not the JSON that was expected")
    }
}

impl std::error::Error for Unreadable {}

/// Whatever is wrong, nothing is said of it: each of these would otherwise make a sentence.
impl de::Error for Unreadable {
    fn custom<T: std::fmt::Display>(_what: T) -> Self {
        Self
    }

    fn invalid_type(_found: Unexpected<'_>, _expected: &dyn Expected) -> Self {
        Self
    }

    fn invalid_value(_found: Unexpected<'_>, _expected: &dyn Expected) -> Self {
        Self
    }

    fn invalid_length(_found: usize, _expected: &dyn Expected) -> Self {
        Self
    }

    fn unknown_variant(_found: &str, _known: &'static [&'static str]) -> Self {
        Self
    }

    fn unknown_field(_found: &str, _known: &'static [&'static str]) -> Self {
        Self
    }

    fn missing_field(_field: &'static str) -> Self {
        Self
    }

    fn duplicate_field(_field: &'static str) -> Self {
        Self
    }
}

#[cfg(test)]
mod tests;
