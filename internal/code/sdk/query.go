package sdk

import (
	"slices"
	"strings"
	"unicode"

	"github.com/sconce-dev/sconce/internal/model"
)

// queried is a table that a query reads.
type queried struct {
	database name // without parts where the query does not say it
	table    name
}

// tablesOf are the tables that a query of Athena reads. It answers false where it does more than read, where a table or
// more of the query is not known, and where it is written in a way that is not read here (Amazon Athena User Guide, "SELECT").
func tablesOf(query name) ([]queried, bool) {
	words, ok := wordsOf(query)
	if !ok || len(words) == 0 || !words[0].is("SELECT") && !words[0].is("WITH") {
		return nil, false
	}
	var out []queried
	var named []string // by the query itself
	for i := range words {
		if words[i].text != "" && i+2 < len(words) && words[i+1].is("AS") && words[i+2].is("(") {
			named = append(named, strings.ToUpper(words[i].text))
		}
	}
	for i := range words {
		if !words[i].is("FROM") && !words[i].is("JOIN") {
			continue
		}
		if i > 0 && words[i-1].is("DISTINCT") || inside(words[:i], "EXTRACT", "TRIM", "SUBSTRING", "OVERLAY") {
			return nil, false
		}
		found, ok := listed(words[i+1:])
		if !ok {
			return nil, false
		}
		out = append(out, found...)
	}
	out = slices.DeleteFunc(out, func(q queried) bool {
		return len(q.database.parts) == 0 && q.table.fixed() && slices.Contains(named, strings.ToUpper(q.table.known()))
	})
	return out, len(out) > 0
}

// listed are the tables that stand behind FROM or JOIN, with commas between them.
func listed(words []word) ([]queried, bool) {
	var out []queried
	for len(words) > 0 {
		switch {
		case words[0].is("("), len(words) > 1 && words[1].is("("): // a query of its own, or a function
			return out, true
		case !words[0].named():
			return nil, false
		}
		q := queried{table: words[0].name}
		words = words[1:]
		if len(words) > 1 && words[0].is(".") {
			q.database, q.table = q.table, words[1].name
			if words = words[2:]; len(words) > 0 && words[0].is(".") {
				return nil, false // of another catalogue
			}
		}
		out = append(out, q)
		for len(words) > 0 && words[0].named() && !words[0].reserved() {
			words = words[1:] // what the query calls it
		}
		if len(words) == 0 || !words[0].is(",") {
			break
		}
		words = words[1:]
	}
	return out, true
}

// inside reports whether words end within the parentheses of one of some functions.
func inside(words []word, functions ...string) bool {
	depth := 0
	for i, w := range slices.Backward(words) {
		switch {
		case w.is(")"):
			depth++
		case w.is("(") && depth > 0:
			depth--
		case w.is("("):
			return i > 0 && slices.ContainsFunc(functions, words[i-1].is)
		}
	}
	return false
}

// word is a part of a query: a keyword, a sign, or the name of something.
type word struct {
	text   string // of one that is known and not quoted; a sign
	quoted bool
	name   name
}

func (w word) is(text string) bool { return !w.quoted && strings.EqualFold(w.text, text) }

func (w word) named() bool { return len(w.name.parts) > 0 }

// reserved reports whether a word goes on with the query where a table may have another name.
func (w word) reserved() bool {
	return slices.ContainsFunc([]string{
		"WHERE", "GROUP", "ORDER", "HAVING", "LIMIT", "OFFSET", "UNION", "INTERSECT", "EXCEPT", "ON", "USING", "FROM",
		"JOIN", "LEFT", "RIGHT", "FULL", "INNER", "CROSS", "NATURAL", "TABLESAMPLE", "WINDOW", "FETCH",
	}, w.is)
}

// wordsOf are the words of a query. It answers false where a part is not known that is not within a text of the query.
func wordsOf(query name) ([]word, bool) {
	var out []word
	var open rune // the sign that ends what is quoted: ' or " or `, 0 for nothing
	extend := false
	add := func(p part) {
		if !extend {
			out = append(out, word{quoted: open != 0})
			extend = true
		}
		last := &out[len(out)-1]
		last.name = last.name.plus(name{parts: []part{p}})
		last.text = ""
		if last.name.fixed() {
			last.text = last.name.known()
		}
	}
	for _, p := range query.parts {
		text, known := p.value.Text()
		if !known {
			switch {
			case open == '\'':
			case p.from == chosen || p.from == lost:
				return nil, false
			default:
				add(p)
			}
			continue
		}
		if strings.Contains(text, "--") || strings.Contains(text, "/*") {
			return nil, false
		}
		for _, c := range text {
			letter := part{value: model.NewString(string(c), p.value.At)}
			switch {
			case open != 0 && c == open:
				open, extend = 0, false
			case open == '\'':
			case open != 0, unicode.IsLetter(c), unicode.IsDigit(c), c == '_', c == '$':
				add(letter)
			case c == '\'' || c == '"' || c == '`':
				open, extend = c, false
			default:
				extend = false
				if !unicode.IsSpace(c) {
					out = append(out, word{text: string(c)})
				}
			}
		}
	}
	return out, open == 0
}
