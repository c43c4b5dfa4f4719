package policy

import (
	"strings"

	"github.com/sconce-dev/sconce/internal/model"
)

// PieceKind says what a piece of a text stands for.
type PieceKind uint8

// The kinds of pieces.
const (
	PieceText     PieceKind = iota // characters
	PieceAny                       // the wildcard *
	PieceOne                       // the wildcard ?
	PieceHole                      // what is not known
	PieceVariable                  // a policy variable
)

// Piece is a part of a text of a policy, read as [Set.Evaluate] reads it.
type Piece struct {
	Kind PieceKind
	// Text is the characters; of a hole its name, which references to the same attribute of the same element share and
	// unknowns do not have; of a variable the key in lower case, "" when no request has a value for it.
	Text       string
	Default    string // of a variable
	HasDefault bool
}

// ActionPieces are all texts that a value of Action or NotAction may be, in lower case. An unknown with options has
// several spellings; each is a list of texts, because an option may be a list.
func ActionPieces(v model.Value) [][][]Piece {
	return eachPattern(lower(v), syntax{wildcards: true})
}

// ResourcePieces are all texts that a value of Resource or NotResource may be, as [ActionPieces] are. Variables says
// whether the document has policy variables.
func ResourcePieces(v model.Value, variables Truth) [][][]Piece {
	return eachPattern(v, syntax{wildcards: true, variables: variables, resource: true})
}

// OperandPieces are all texts that a value of a condition may be, as [ActionPieces] are.
func OperandPieces(v model.Value, comparison Comparison, variables Truth) [][][]Piece {
	return eachPattern(v, operandSyntax(comparison, variables))
}

func eachPattern(v model.Value, s syntax) [][][]Piece {
	all := spellings(v)
	out := make([][][]Piece, len(all))
	for i, list := range all {
		for _, text := range list {
			p := newPattern(text, s)
			out[i] = append(out[i], p.cut())
		}
	}
	return out
}

// cut is the pattern as pieces.
func (p *pattern) cut() []Piece {
	if p.pieces == nil {
		return cutText(nil, p.pattern())
	}
	var out []Piece
	for i := range p.pieces {
		of := &p.pieces[i]
		switch of.key {
		case "":
			out = cutText(out, of.text)
		case unresolvable:
			out = append(out, Piece{Kind: PieceVariable})
		default:
			out = append(out, Piece{Kind: PieceVariable, Text: of.key, Default: of.fallback, HasDefault: of.hasDefault})
		}
	}
	return out
}

// cutText appends the pieces of a compiled text.
func cutText(out []Piece, text string) []Piece {
	for text != "" {
		switch text[0] {
		case anyByte:
			out, text = append(out, Piece{Kind: PieceAny}), text[1:]
		case oneByte:
			out, text = append(out, Piece{Kind: PieceOne}), text[1:]
		case holeByte:
			end := endOfHole(text, 0)
			out, text = append(out, Piece{Kind: PieceHole, Text: strings.Trim(text[:end], "\x00")}), text[end:]
		default:
			end := strings.IndexAny(text, meanings)
			if end < 0 {
				end = len(text)
			}
			out, text = append(out, Piece{Text: text[:end]}), text[end:]
		}
	}
	return out
}
