package main

import (
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
)

// sdkModel is a service as the SDK's own model describes it.
type sdkModel struct {
	name     string // of the folder, which is the name in the Python SDK
	Metadata struct {
		EndpointPrefix string `json:"endpointPrefix"`
		ServiceID      string `json:"serviceId"`
		SigningName    string `json:"signingName"`
	} `json:"metadata"`
	Operations map[string]struct {
		HTTP struct {
			Method string `json:"method"`
		} `json:"http"`
		Input struct {
			Shape string `json:"shape"`
		} `json:"input"`
	} `json:"operations"`
	Shapes map[string]struct {
		Type    string              `json:"type"`
		Members map[string]shapeRef `json:"members"`
		Member  shapeRef            `json:"member"`
		Value   shapeRef            `json:"value"`
	} `json:"shapes"`
}

type shapeRef struct {
	Shape string `json:"shape"`
}

// readSDK unpacks the newest model of every service in the wheel.
func readSDK(wheel []byte) ([]*sdkModel, error) {
	z, err := zip.NewReader(bytes.NewReader(wheel), int64(len(wheel)))
	if err != nil {
		return nil, fmt.Errorf("unpack the SDK models: %w", err)
	}
	newest := make(map[string]*zip.File)
	for _, f := range z.File {
		if matched, err := path.Match("botocore/data/*/*/service-2.json.gz", f.Name); err != nil || !matched {
			continue
		}
		name := strings.Split(f.Name, "/")[2]
		if old := newest[name]; old == nil || old.Name < f.Name { // the version folders are dates
			newest[name] = f
		}
	}
	var models []*sdkModel
	for _, name := range slices.Sorted(maps.Keys(newest)) {
		m := &sdkModel{name: name}
		if err := readModel(newest[name], m); err != nil {
			return nil, fmt.Errorf("read the model of %s: %w", name, err)
		}
		models = append(models, m)
	}
	return models, nil
}

func readModel(f *zip.File, m *sdkModel) error {
	packed, err := f.Open()
	if err != nil {
		return err
	}
	z, err := gzip.NewReader(packed)
	if err != nil {
		return err
	}
	data, err := io.ReadAll(z)
	if err != nil {
		return err
	}
	if err := unmarshalModel(data, m); err != nil {
		return err
	}
	return packed.Close()
}

func unmarshalModel(data []byte, m *sdkModel) error { return json.Unmarshal(data, m) }

// has reports whether an operation's input has a parameter: "A.B[].C", where [] enters a list or a map.
func (m *sdkModel) has(operation, parameter string) bool {
	shape := m.Operations[operation].Input.Shape
	for part := range strings.SplitSeq(parameter, ".") {
		name := strings.TrimRight(part, "[]")
		ref, ok := m.Shapes[shape].Members[name]
		if !ok {
			return false
		}
		shape = ref.Shape
		for range strings.Count(part, "[]") {
			switch s := m.Shapes[shape]; s.Type {
			case "list":
				shape = s.Member.Shape
			case "map":
				shape = s.Value.Shape
			default:
				return false
			}
		}
	}
	return true
}
