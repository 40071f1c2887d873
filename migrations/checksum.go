package migrations

import (
	"hash/crc32"
	"strings"
)

// byteOrderMark is what editors on Windows put in front of a text.
const byteOrderMark = "\ufeff"

// Checksum returns the checksum that Flyway records for a file. An empty encoding is UTF-8; a file that is not in its
// encoding is an *EncodingError.
func Checksum(content []byte, encoding string) (int32, error) {
	text, err := decode(content, encoding)
	if err != nil {
		return 0, err
	}
	return ChecksumText(text), nil
}

// ChecksumText returns the checksum of a text, such as that of a repeatable migration after the replacement of its
// placeholders. It is the CRC-32 of the lines without their ends, so that no way of ending lines changes it, and
// neither does joining two lines (ChecksumCalculator). One byte order mark at the start does not count.
func ChecksumText(text string) int32 {
	text = strings.TrimPrefix(text, byteOrderMark)
	sum := uint32(0)
	for len(text) > 0 {
		end := strings.IndexAny(text, "\r\n")
		if end < 0 {
			end = len(text)
		}
		sum = crc32.Update(sum, crc32.IEEETable, []byte(text[:end]))
		text = text[min(end+1, len(text)):]
	}
	return int32(sum)
}
