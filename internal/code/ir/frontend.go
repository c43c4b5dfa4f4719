package ir

// Frontend is a language: how its text becomes modules, and where its imports lead. It is all that a language brings.
type Frontend struct {
	Language   Language
	Extensions []string // of its files, with the dot

	// Parse makes a module of the text of its files: one, or all files of a Go package. It answers for any text; what
	// it cannot read is a Gap.
	Parse func(files []Source) *Module

	// Find says which files an import means: those of one module, nil for a library that is not in the tree.
	Find func(place Place, i *Import) (files []string)

	// Among says which modules an import may mean whose Module is only how the name begins: the files of the directory
	// that it is in. Nil for a language that has no such imports.
	Among func(place Place, i *Import) (names []string)
}

// Source is a file with its text, or code that stands in a template.
type Source struct {
	Path string
	Data []byte
	// First is the line of the file on which Data begins, and Indent how many bytes stand before each of its lines; 0
	// for a file of its own.
	First, Indent int
}

// File is the file that its places refer to.
func (s Source) File() *File {
	f := NewFile(s.Path, s.Data)
	f.First, f.Indent = s.First, s.Indent
	return f
}

// Files is the scanned directory, as far as imports need it. source.Tree is one.
type Files interface {
	Stat(name string) (isFile, isDir bool)
	Read(name string) ([]byte, error)
	List(dir string) (names []string) // of the files that stand directly in a directory, sorted
}

// Place is where an import stands, for Find.
type Place struct {
	Files Files    // the scanned directory
	From  string   // the file that imports
	Root  string   // the directory that the platform puts on the path: the function's code
	Extra []string // further ones: of layers
}
