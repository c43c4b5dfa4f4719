package catalogue

import (
	"math/bits"
	"strings"
)

// The separators that a placeholder cannot span.
const (
	noSlash = 1
	noColon = 2
)

// maxSteps bounds the length of a form; the tests hold every form of the catalogue below it.
const maxSteps = 256

// A step of a form consumes one character, or, when it repeats, any number of them.
type step struct {
	literal byte // 0: any character but the excluded ones
	exclude byte
	repeat  bool
}

func (s step) takes(c byte) bool {
	switch {
	case s.literal != 0:
		return s.literal == c
	case c == '/':
		return s.exclude&noSlash == 0
	case c == ':':
		return s.exclude&noColon == 0
	default:
		return true
	}
}

// steps compiles a form. A placeholder before a separator does not span that separator, the last one does not span those
// in exclude; header says that the form is one of the first five parts of an ARN, whose placeholders are never empty.
func steps(form string, exclude byte, header bool, out *[maxSteps]step) int {
	n := 0
	add := func(s step) {
		if n < maxSteps {
			out[n] = s
			n++
		}
	}
	for form != "" {
		switch {
		case strings.HasPrefix(form, "${"):
			end := strings.IndexByte(form, '}') + 1
			if end == 0 {
				end = len(form)
			}
			form = form[end:]
			last := form == ""
			limit := exclude
			if !last {
				limit = separator(form[0])
			}
			if last || header {
				add(step{exclude: limit})
			}
			add(step{exclude: limit, repeat: true})
		case form[0] == '*':
			add(step{repeat: true})
			form = form[1:]
		default:
			add(step{literal: form[0]})
			form = form[1:]
		}
	}
	return n
}

func separator(c byte) byte {
	switch c {
	case '/':
		return noSlash
	case ':':
		return noColon
	default:
		return 0
	}
}

// meet reports whether some text fits both a form of the reference and a pattern of a policy. It walks the pattern once
// and keeps the places of the form that the text so far can have reached.
func meet(form, pattern string, exclude byte, header bool) bool {
	var compiled [maxSteps]step
	line := compiled[:steps(form, exclude, header, &compiled)]
	var now places
	now.add(0, line)
	for pattern != "" {
		kind, c, size := token(pattern)
		pattern = pattern[size:]
		if kind == anyText {
			now.addFrom(now.first(), len(line))
			continue
		}
		var next places
		for i, s := range line {
			if now.has(i) && (kind == anyCharacter || s.takes(c)) {
				if s.repeat {
					next.add(i, line)
				} else {
					next.add(i+1, line)
				}
			}
		}
		if next == (places{}) {
			return false
		}
		now = next
	}
	return now.has(len(line))
}

// places is a set of places in a form, from 0 to maxSteps.
type places [maxSteps/64 + 1]uint64

func (p *places) has(i int) bool { return p[i/64]&(1<<(i%64)) != 0 }

// add puts a place into the set, and those reached from it by taking repeated steps no times.
func (p *places) add(i int, line []step) {
	p[i/64] |= 1 << (i % 64)
	for ; i < len(line) && line[i].repeat; i++ {
		p[(i+1)/64] |= 1 << ((i + 1) % 64)
	}
}

// first is the first place in the set.
func (p *places) first() int {
	for w, word := range p {
		if word != 0 {
			return w*64 + bits.TrailingZeros64(word)
		}
	}
	return len(p) * 64
}

// addFrom puts every place of a range into the set, both ends included.
func (p *places) addFrom(from, to int) {
	for i := from; i <= to; i++ {
		p[i/64] |= 1 << (i % 64)
	}
}

// The kinds of a pattern's tokens.
const (
	character = iota
	anyCharacter
	anyText
)

// token reads the next token of a pattern.
func token(pattern string) (kind int, c byte, size int) {
	switch pattern[0] {
	case '*':
		return anyText, 0, 1
	case '?':
		return anyCharacter, 0, 1
	case '$':
		if strings.HasPrefix(pattern, "${") {
			end := strings.IndexByte(pattern, '}')
			switch {
			case end == 3 && strings.IndexByte("*?$", pattern[2]) >= 0:
				return character, pattern[2], 4
			case end > 0:
				return anyText, 0, end + 1
			}
		}
	}
	return character, pattern[0], 1
}
