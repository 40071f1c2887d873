package migrations

import (
	"fmt"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// encodings are the character encodings that are understood, by lower-case Java name and alias.
var encodings = map[string]func([]byte) (string, int){
	"utf-8": decodeUTF8, "utf8": decodeUTF8, "unicode-1-1-utf-8": decodeUTF8,
	"us-ascii": decodeASCII, "ascii": decodeASCII, "iso646-us": decodeASCII,
	"iso-8859-1": decodeLatin1, "iso8859-1": decodeLatin1, "iso8859_1": decodeLatin1, "latin1": decodeLatin1,
	"windows-1252": decodeWindows1252, "cp1252": decodeWindows1252,
	"utf-16": decodeUTF16, "utf_16": decodeUTF16, "utf16": decodeUTF16, "unicode": decodeUTF16,
	"utf-16be": decodeUTF16BE, "utf_16be": decodeUTF16BE,
	"utf-16le": decodeUTF16LE, "utf_16le": decodeUTF16LE,
}

// EncodingError says that a file cannot be decoded. Flyway stops at such a file.
type EncodingError struct {
	Encoding string
	// Offset is the byte at which the malformed input begins, or -1 when the encoding itself is not known.
	Offset int
}

func (e *EncodingError) Error() string {
	if e.Offset < 0 {
		return fmt.Sprintf("the encoding %q is not known", e.Encoding)
	}
	return fmt.Sprintf("the bytes from offset %d on are not %s", e.Offset, e.Encoding)
}

// decode returns the text of a file, a byte order mark included. Like Flyway's decoder it refuses malformed input.
func decode(content []byte, encoding string) (string, error) {
	if encoding == "" {
		encoding = defaultEncoding
	}
	decoder := encodings[strings.ToLower(encoding)]
	if decoder == nil {
		return "", &EncodingError{encoding, -1}
	}
	text, bad := decoder(content)
	if bad >= 0 {
		return "", &EncodingError{encoding, bad}
	}
	return text, nil
}

// Each decoder returns the text and the offset of the first malformed byte, or -1.

func decodeUTF8(content []byte) (string, int) {
	for i := 0; i < len(content); {
		r, size := utf8.DecodeRune(content[i:])
		if r == utf8.RuneError && size == 1 {
			return "", i
		}
		i += size
	}
	return string(content), -1
}

func decodeASCII(content []byte) (string, int) {
	for i, b := range content {
		if b >= utf8.RuneSelf {
			return "", i
		}
	}
	return string(content), -1
}

func decodeLatin1(content []byte) (string, int) {
	var text strings.Builder
	for _, b := range content {
		text.WriteRune(rune(b))
	}
	return text.String(), -1
}

// windows1252 is the characters of the bytes 80 to 9F; a question mark where there is none.
var windows1252 = []rune("€?‚ƒ„…†‡ˆ‰Š‹Œ?Ž??‘’“”•–—˜™š›œ?žŸ")

func decodeWindows1252(content []byte) (string, int) {
	var text strings.Builder
	for i, b := range content {
		r := rune(b)
		if b >= 0x80 && b <= 0x9f {
			r = windows1252[b-0x80]
			if r == '?' {
				return "", i
			}
		}
		text.WriteRune(r)
	}
	return text.String(), -1
}

func decodeUTF16(content []byte) (string, int) {
	if len(content) >= 2 && content[0] == 0xff && content[1] == 0xfe {
		return decodeUnits(content, 2, littleEndian)
	}
	if len(content) >= 2 && content[0] == 0xfe && content[1] == 0xff {
		return decodeUnits(content, 2, bigEndian)
	}
	return decodeUnits(content, 0, bigEndian)
}

func decodeUTF16BE(content []byte) (string, int) { return decodeUnits(content, 0, bigEndian) }
func decodeUTF16LE(content []byte) (string, int) { return decodeUnits(content, 0, littleEndian) }

func bigEndian(b []byte) rune    { return rune(b[0])<<8 | rune(b[1]) }
func littleEndian(b []byte) rune { return rune(b[1])<<8 | rune(b[0]) }

func decodeUnits(content []byte, start int, unit func([]byte) rune) (string, int) {
	var text strings.Builder
	for i := start; i < len(content); i += 2 {
		if i+2 > len(content) {
			return "", i
		}
		r := unit(content[i:])
		if utf16.IsSurrogate(r) {
			if i+4 > len(content) {
				return "", i
			}
			if r = utf16.DecodeRune(r, unit(content[i+2:])); r == utf8.RuneError {
				return "", i
			}
			i += 2
		}
		text.WriteRune(r)
	}
	return text.String(), -1
}
