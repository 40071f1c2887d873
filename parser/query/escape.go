package query

import (
	"strconv"
	"strings"
)

// unescape gives texts the values that their escapes stand for: a server writes a line feed down and not \n.
func unescape(n *node) {
	if text := n.get("sval").get("sval"); n.is("A_Const") && text != nil && strings.IndexByte(text.value, '\\') >= 0 {
		text.value = unescaped(text.value)
	}
	for f := n.items(); f != nil; f = f.next {
		unescape(f)
	}
}

// unescaped reads the escapes of PostgreSQL 8.0, of which Redshift is (its manual's "String Constants"): a letter for a control
// character, up to three octal digits for a byte, and anything else for itself.
func unescaped(text string) string {
	b := make([]byte, 0, len(text))
	for i := 0; i < len(text); i++ {
		if text[i] != '\\' || i+1 == len(text) {
			b = append(b, text[i])
			continue
		}
		i++
		if at := strings.IndexByte("bfnrt", text[i]); at >= 0 {
			b = append(b, "\b\f\n\r\t"[at])
			continue
		}
		end := i
		for end < len(text) && end < i+3 && '0' <= text[end] && text[end] <= '7' {
			end++
		}
		if code, err := strconv.ParseUint(text[i:end], 8, 8); err == nil && code != 0 {
			b = append(b, byte(code))
			i = end - 1
			continue
		}
		b = append(b, text[i])
	}
	return string(b)
}
