package catalogue

import (
	"bufio"
	"fmt"
	"os"
	"testing"
)

func TestDump(t *testing.T) {
	f, _ := os.Create("/tmp/cat/dump.txt")
	w := bufio.NewWriter(f)
	for s := range SDKServices() {
		for m := range s.Operations() {
			if m.Source == "" && m.State == Mapped {
				continue
			}
			if m.State != Mapped {
				fmt.Fprintln(w, s.Name, m.Operation, m.State)
				continue
			}
			for _, n := range m.Needs {
				fmt.Fprintln(w, s.Name, m.Operation, n.Action, n.When, n.On)
			}
		}
	}
	w.Flush()
	f.Close()
}
