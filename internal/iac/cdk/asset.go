package cdk

import (
	"path"
	"regexp"
	"strings"

	"github.com/sconce-dev/sconce/internal/source"
)

// asset is something that is uploaded with a stack: a file or directory, or the directory that an
// image is built from.
type asset struct {
	path       string // relative to the scanned directory
	dockerfile string // of an image; "" of a file
}

// readAssets reads an asset manifest (cloud-assembly-schema, AssetManifest).
func (a *Assemblies) readAssets(of *assembly, root *source.Node, dir string) {
	files := root.Get("files")
	forEach(files, func(key, n *source.Node) {
		from := n.Get("source").Get("path")
		if name, ok := a.inside(of, dir, from, "the asset "+short(key.Text)); ok {
			a.keep(of, asset{path: name}, key.Text, n.Get("destinations"), "objectKey")
			if packaging, _ := n.Get("source").Get("packaging").Scalar(); packaging != "zip" {
				of.files[name] = true
			}
		}
	})
	forEach(root.Get("dockerImages"), func(key, n *source.Node) {
		from := n.Get("source").Get("directory")
		name, ok := a.inside(of, dir, from, "the image "+short(key.Text))
		if !ok {
			return
		}
		file := "Dockerfile"
		if text, given := n.Get("source").Get("dockerFile").Scalar(); given && text != "" {
			file = text
		}
		if file = path.Join(name, strings.ReplaceAll(file, `\`, "/")); !strings.HasPrefix(file, name+"/") {
			a.note(n.Get("source").Get("dockerFile").Location(), "the Dockerfile of the image "+short(key.Text)+" lies outside its directory and is not read")
			return
		}
		a.keep(of, asset{path: name, dockerfile: file}, key.Text, n.Get("destinations"), "imageTag")
	})
}

// keep remembers an asset under its id and under the names that it is uploaded to.
func (a *Assemblies) keep(of *assembly, found asset, id string, destinations *source.Node, property string) {
	if len(of.assets) >= maxAssets {
		return
	}
	of.assets[id] = found
	forEach(destinations, func(_, n *source.Node) {
		if name, ok := n.Get(property).Scalar(); ok && name != "" && len(of.assets) < maxAssets {
			of.assets[name] = found
		}
	})
}

// readOldAsset reads an asset of the synthesis before bootstrapping had versions: it stands in the
// metadata of the stack, and parameters of the template name what is uploaded (cloud-assembly-schema,
// FileAssetMetadataEntry and ContainerImageAssetMetadataEntry).
func (a *Assemblies) readOldAsset(of *assembly, data *source.Node, dir string) {
	name, ok := a.inside(of, dir, data.Get("path"), "an asset")
	if !ok {
		return
	}
	found := asset{path: name}
	switch packaging, _ := data.Get("packaging").Scalar(); packaging {
	case "container-image":
		file := "Dockerfile"
		if text, given := data.Get("file").Scalar(); given && text != "" {
			file = text
		}
		if found.dockerfile = path.Join(name, file); !strings.HasPrefix(found.dockerfile, name+"/") {
			return
		}
	case "file":
		of.files[name] = true
	}
	for _, key := range []string{"id", "sourceHash", "s3KeyParameter", "imageNameParameter"} {
		if text, ok := data.Get(key).Scalar(); ok && text != "" && len(of.assets) < maxAssets {
			of.assets[text] = found
		}
	}
}

// contentHash is how assets are named: SHA-256 of what they hold.
var contentHash = regexp.MustCompile(`[0-9a-f]{64}`)

// assetIn is the asset that a property of a template names: by the object key or the image tag it
// ends in, by a parameter, or by the hash in it.
func (a *Assemblies) assetIn(of *assembly, template string, n *source.Node) (asset, bool) {
	var found asset
	ok := false
	visit(n, 0, func(text string) {
		if ok {
			return
		}
		if of != nil {
			for _, name := range []string{text, text[strings.LastIndexAny(text, "/:")+1:]} {
				if found, ok = of.assets[name]; ok {
					return
				}
			}
		}
		for _, hash := range contentHash.FindAllString(text, 4) {
			if of != nil {
				if found, ok = of.assets[hash]; ok {
					return
				}
			}
			if name := path.Join(path.Dir(template), "asset."+hash); isDir(a.tree, name) {
				found, ok = asset{path: name}, true
				return
			}
		}
	})
	return found, ok
}

func isDir(tree *source.Tree, name string) bool {
	_, is := tree.Stat(name)
	return is
}

// visit calls back for the texts of a node.
func visit(n *source.Node, depth int, text func(string)) {
	if n == nil || depth > 12 {
		return
	}
	if s, ok := n.Scalar(); ok {
		text(s)
	}
	for _, item := range n.Items {
		visit(item, depth+1, text)
	}
}

func forEach(n *source.Node, do func(key, node *source.Node)) {
	if n == nil || n.Kind != source.Map {
		return
	}
	for i, key := range n.Keys {
		do(key, n.Items[i])
	}
}

// short is the beginning of a hash.
func short(id string) string {
	if len(id) > 12 {
		return id[:12]
	}
	return id
}
