package main

import (
	"fmt"
	"os" //nolint:depguard // a program beside the package: it fetches and writes files
	"path/filepath"
	"strings"
)

// row is one line of a hand-made table.
type row struct {
	file  string
	line  int
	cells []string
}

// cell returns a cell, "" beyond the last one.
func (r row) cell(i int) string {
	if i < len(r.cells) {
		return r.cells[i]
	}
	return ""
}

// String says where the row is, for messages.
func (r row) String() string { return fmt.Sprintf("%s:%d", r.file, r.line) }

// table reads tab-separated rows; lines that are empty or begin with # are comments. Every row has exactly n cells and
// the last one is an address in the provider's documentation.
func table(path string, n int) ([]row, error) {
	data, err := os.ReadFile(path) //nolint:gosec // G304: the path is the program's own
	if err != nil {
		return nil, fmt.Errorf("read table: %w", err)
	}
	var rows []row
	for i, line := range strings.Split(string(data), "\n") {
		if line == "" || strings.HasPrefix(line, "#") {
			continue
		}
		r := row{file: path, line: i + 1, cells: strings.Split(line, "\t")}
		if len(r.cells) != n {
			return nil, fmt.Errorf("%s: %d cells, not %d", r, len(r.cells), n)
		}
		if !strings.HasPrefix(r.cell(n-1), "https://") {
			return nil, fmt.Errorf("%s: the last cell is not an address", r)
		}
		rows = append(rows, r)
	}
	return rows, nil
}

// tables are the hand-made ones.
type tables struct {
	forms, globals, services, operations []row
	managed                              []byte // JSON: policies that the source lacks
}

func readTables(dir string) (t tables, err error) {
	for _, f := range []struct {
		name  string
		cells int
		into  *[]row
	}{
		{"arn-forms.tsv", 4, &t.forms},
		{"global-keys.tsv", 3, &t.globals},
		{"services.tsv", 5, &t.services},
		{"operations.tsv", 6, &t.operations},
	} {
		if *f.into, err = table(filepath.Join(dir, f.name), f.cells); err != nil {
			return tables{}, err
		}
	}
	if t.managed, err = os.ReadFile(filepath.Join(dir, "managed-policies.json")); err != nil { //nolint:gosec // a table of this directory
		return tables{}, err
	}
	return t, nil
}
