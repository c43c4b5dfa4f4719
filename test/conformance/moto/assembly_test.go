package moto_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"testing"
)

// assembled is what the templates of a cloud assembly declare, in one template: what one takes of another by an export is
// its own there. The code of a function stands where the library put it.
func (a *application) assembled(t *testing.T) template {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(a.dir, "cdk.out", "*.template.json"))
	if err != nil || len(files) == 0 {
		t.Fatal("no templates in", a.dir, err)
	}
	out := template{Resources: map[string]resource{}, Parameters: map[string]any{}}
	exports := map[string]any{}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var of struct {
			Resources map[string]struct {
				resource
				Metadata map[string]any
			}
			Outputs map[string]struct {
				Value  any
				Export struct{ Name string }
			}
		}
		if err := json.Unmarshal(text, &of); err != nil {
			t.Fatal(file, err)
		}
		for id, r := range of.Resources {
			if asset, ok := r.Metadata["aws:asset:path"].(string); ok {
				r.Properties["Code"] = filepath.Join("cdk.out", asset)
			}
			out.Resources[id] = r.resource
		}
		for _, o := range of.Outputs {
			exports[o.Export.Name] = o.Value
		}
	}
	for id, r := range out.Resources {
		properties, _ := imported(r.Properties, exports).(map[string]any)
		out.Resources[id] = resource{r.Type, properties}
	}
	return out
}

// imported is a value with what is exported in place of its imports.
func imported(v any, exports map[string]any) any {
	switch v := v.(type) {
	case map[string]any:
		if name, ok := v["Fn::ImportValue"].(string); ok {
			return exports[name]
		}
		out := map[string]any{}
		for key, of := range v {
			out[key] = imported(of, exports)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, of := range v {
			out[i] = imported(of, exports)
		}
		return out
	}
	return v
}
