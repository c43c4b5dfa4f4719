package sdk

import (
	_ "embed" // the tables
	"strings"
	"sync"
)

//go:embed data/resources.tsv
var resourceTable string

//go:embed data/waiters.tsv
var waiterTable string

//go:embed data/hosts.tsv
var hostTable string

//go:embed data/mappers.tsv
var mapperTable string

//go:embed data/targets.tsv
var targetTable string

// rows are the rows of a table of cells that tabs part, without its comments.
func rows(table string) [][]string {
	var out [][]string
	for line := range strings.Lines(table) {
		line = strings.TrimRight(line, "\r\n")
		if line != "" && line[0] != '#' {
			out = append(out, strings.Split(line, "\t"))
		}
	}
	return out
}

// cell is a cell of a row, "" behind its end.
func cell(row []string, i int) string {
	if i < len(row) {
		return row[i]
	}
	return ""
}

// waiters are the operations that waiters poll, by service and the waiter's name in lower case without underscores.
var waiters = sync.OnceValue(func() map[string]string {
	out := map[string]string{}
	for _, row := range rows(waiterTable) {
		for name := range strings.FieldsSeq(cell(row, 2)) {
			out[row[0]+"."+strings.ToLower(name)] = row[1]
		}
	}
	return out
})

// waiterOperation is the operation that a waiter polls, in whatever spelling a SDK gives it.
func waiterOperation(service, name string) (string, bool) {
	operation, ok := waiters()[service+"."+strings.ToLower(strings.ReplaceAll(name, "_", ""))]
	return operation, ok
}
