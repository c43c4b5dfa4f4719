package main

import (
	"archive/tar"
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
)

// iamAction is an action as the package writes it.
type iamAction struct {
	Name          string   `json:"name"`
	AccessLevel   string   `json:"accessLevel"`
	ConditionKeys []string `json:"conditionKeys"`
	ResourceTypes []struct {
		Name             string   `json:"name"`
		Required         bool     `json:"required"`
		ConditionKeys    []string `json:"conditionKeys"`
		DependentActions []string `json:"dependentActions"`
	} `json:"resourceTypes"`
	DependentActions []string `json:"dependentActions"`
}

// iamType is a resource type as the package writes it.
type iamType struct {
	Key           string   `json:"key"`
	ARN           string   `json:"arn"`
	ConditionKeys []string `json:"conditionKeys"`
}

// iamKey is a condition key as the package writes it.
type iamKey struct {
	Key  string `json:"key"`
	Type string `json:"type"`
}

// iamService is everything the package says about one service prefix, sorted by lower-case name.
type iamService struct {
	prefix, name string
	actions      []iamAction
	types        []iamType
	keys         []iamKey
}

// readIAM unpacks the tarball of the package.
func readIAM(tarball []byte) ([]iamService, error) {
	files, err := untar(tarball, "package/data/")
	if err != nil {
		return nil, fmt.Errorf("unpack the IAM data: %w", err)
	}
	var names map[string]string
	if err := json.Unmarshal(files["serviceNames.json"], &names); err != nil {
		return nil, fmt.Errorf("read the names of the services: %w", err)
	}
	var prefixes []string
	if err := json.Unmarshal(files["services.json"], &prefixes); err != nil {
		return nil, fmt.Errorf("read the list of services: %w", err)
	}
	slices.Sort(prefixes)
	services := make([]iamService, 0, len(prefixes))
	for _, p := range prefixes {
		s := iamService{prefix: p, name: names[p]}
		if err := errors.Join(
			readSorted(files[path.Join("actions", p+".json")], &s.actions),
			readSorted(files[path.Join("resourceTypes", p+".json")], &s.types),
			readSorted(files[path.Join("conditionKeys", p+".json")], &s.keys),
		); err != nil {
			return nil, fmt.Errorf("read service %s: %w", p, err)
		}
		services = append(services, s)
	}
	return services, nil
}

// readSorted reads a JSON object whose keys are lower-case names, in the order of the keys.
func readSorted[T any](data []byte, into *[]T) error {
	var byName map[string]T
	if err := json.Unmarshal(data, &byName); err != nil {
		return err
	}
	keys := make([]string, 0, len(byName))
	for k := range byName {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int { return cmp.Compare(strings.ToLower(a), strings.ToLower(b)) })
	for _, k := range keys {
		*into = append(*into, byName[k])
	}
	return nil
}

// untar returns the regular files of a gzipped tarball below a folder, by the rest of their path.
func untar(tarball []byte, folder string) (map[string][]byte, error) {
	z, err := gzip.NewReader(bytes.NewReader(tarball))
	if err != nil {
		return nil, err
	}
	files := make(map[string][]byte)
	for t := tar.NewReader(z); ; {
		h, err := t.Next()
		if errors.Is(err, io.EOF) {
			return files, nil
		}
		if err != nil {
			return nil, err
		}
		if name, ok := strings.CutPrefix(h.Name, folder); ok && h.Typeflag == tar.TypeReg {
			if files[name], err = io.ReadAll(t); err != nil {
				return nil, fmt.Errorf("read %s: %w", h.Name, err)
			}
		}
	}
}
