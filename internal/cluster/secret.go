package cluster

// secret is a text that no formatting verb shows, also not inside another struct: fmt prints an inner pointer as an
// address.
type secret struct{ text *string }

func newSecret(text string) secret {
	if text == "" {
		return secret{}
	}
	return secret{&text}
}

func (s secret) isZero() bool { return s.text == nil }

// reveal returns the text, for the wire alone.
func (s secret) reveal() string {
	if s.text == nil {
		return ""
	}
	return *s.text
}
