package code

import (
	"encoding/json"
	"path"
	"sort"
	"strings"
	"sync"
)

// origins says where what stands in a file that a compiler made was written: the mappings of its source map, read when
// somebody asks.
type origins struct {
	sources  []string // below the scanned directory; "" for one that is not there
	mappings string

	once  sync.Once
	lines [][]origin
}

// origin is where something begins: in a column of the made file, and where that was written.
type origin struct{ column, source, line, from int }

// maxOrigins is how many of them are read.
const maxOrigins = 2_000_000

// originsOf are those of a file, nil where it has no source map of sources that are here too.
func (p *program) originsOf(file string, text []byte) *origins {
	data := p.mapOf(file, text)
	var m struct {
		sourceMap
		Mappings string `json:"mappings"`
	}
	if data == nil || len(data) > maxMap || json.Unmarshal(data, &m) != nil || m.Version != 3 || len(m.Sources) > maxSources {
		return nil
	}
	o := &origins{mappings: m.Mappings}
	here := false
	for _, source := range m.Sources {
		name := ""
		if source != nil && !strings.Contains(*source, "node_modules/") {
			name = m.place(*source, path.Dir(file))
			if isFile, _ := p.files.Stat(name); !isFile {
				name = ""
			}
		}
		here = here || name != ""
		o.sources = append(o.sources, name)
	}
	if !here {
		return nil
	}
	return o
}

// find is where what stands in a line and a column, both from 1, was written.
func (o *origins) find(line, column int) (file string, at, from int, ok bool) {
	o.once.Do(o.read)
	if line < 1 || line > len(o.lines) {
		return "", 0, 0, false
	}
	all := o.lines[line-1]
	i := sort.Search(len(all), func(i int) bool { return all[i].column > column-1 }) - 1
	if i < 0 || all[i].source < 0 || all[i].source >= len(o.sources) || o.sources[all[i].source] == "" || all[i].line < 0 || all[i].from < 0 {
		return "", 0, 0, false
	}
	return o.sources[all[i].source], all[i].line + 1, all[i].from + 1, true
}

// read reads the mappings: lines between semicolons, segments between commas, each of one, four or five numbers that
// say how far it is from the one before (ECMA-426, "Mappings structure").
func (o *origins) read() {
	var at origin
	count := 0
	for line := range strings.SplitSeq(o.mappings, ";") {
		var segments []origin
		at.column = 0
		for segment := range strings.SplitSeq(line, ",") {
			numbers, ok := vlq(segment)
			if count++; !ok || count > maxOrigins {
				o.lines = append(o.lines, segments)
				return
			}
			if len(numbers) == 0 {
				continue
			}
			at.column += numbers[0]
			of := origin{column: at.column, source: -1}
			if len(numbers) >= 4 {
				at.source, at.line, at.from = at.source+numbers[1], at.line+numbers[2], at.from+numbers[3]
				of = at
			}
			segments = append(segments, of)
		}
		sort.SliceStable(segments, func(i, j int) bool { return segments[i].column < segments[j].column })
		o.lines = append(o.lines, segments)
	}
}

const digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

// vlq reads the numbers of a segment: six bits a character, of which the highest says that the number goes on, the
// lowest of the number its sign.
func vlq(segment string) (numbers []int, ok bool) {
	n, shift := 0, 0
	for _, c := range segment {
		d := strings.IndexRune(digits, c)
		if d < 0 || shift > 30 {
			return nil, false
		}
		n |= (d & 31) << shift
		if d&32 != 0 {
			shift += 5
			continue
		}
		if n&1 != 0 {
			n = -n
		}
		numbers = append(numbers, n/2)
		n, shift = 0, 0
	}
	return numbers, shift == 0
}
