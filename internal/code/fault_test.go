package code

import (
	"strings"
	"testing"

	"github.com/sconce-dev/sconce/internal/model"
)

// A fault while the code of one function is read is an answer about that function.
func TestFault(t *testing.T) {
	var nothing *program // reading fails
	got, _ := nothing.guarded(&model.Function{ID: "t.yaml#F", CodePath: "src", HandlerFile: "src/app.py"})
	if got.Function != "t.yaml#F" || !strings.Contains(got.Reason, "please report this") {
		t.Errorf("%+v", got)
	}
}
