package javascript

import (
	"path"
	"slices"
	"strings"

	"github.com/sconce-dev/sconce/internal/code/ir"
)

// among answers the modules of a directory that a name may mean of which only the beginning is known: "./handlers/".
func among(place ir.Place, i *ir.Import) []string {
	if !strings.HasPrefix(i.Module, "./") && !strings.HasPrefix(i.Module, "../") {
		return nil
	}
	at := strings.LastIndexByte(i.Module, '/') + 1
	dir := path.Join(path.Dir(clean(place.From)), i.Module[:at])
	if dir == ".." || strings.HasPrefix(dir, "../") {
		return nil
	}
	var names []string
	for _, file := range place.Files.List(dir) {
		ext := path.Ext(file)
		name := strings.TrimSuffix(file, ext)
		if ext == ".json" || !slices.Contains(extensions, ext) || strings.HasSuffix(name, ".test") || strings.HasSuffix(name, ".spec") || strings.HasSuffix(name, ".d") {
			continue
		}
		if strings.HasPrefix(name, i.Module[at:]) {
			names = append(names, i.Module[:at]+name)
		}
	}
	return names
}
