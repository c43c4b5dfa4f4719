package catalogue

import (
	_ "embed"
	"sync"
)

// The sections are decoded separately, each at its first use: who only asks whether an action exists does not pay for
// resource types, operations or managed policies.
var (
	//go:embed data/names.bin
	packedNames []byte
	//go:embed data/details.bin
	packedDetails []byte
	//go:embed data/operations.bin
	packedOperations []byte
	//go:embed data/managed.bin
	packedManaged []byte
)

var (
	names = sync.OnceValue(func() *nameTable {
		t, err := decodeNames(packedNames)
		if err != nil {
			return &nameTable{}
		}
		return t
	})
	details = sync.OnceValue(func() *detailTable {
		t, err := decodeDetails(packedDetails, names())
		if err != nil {
			return &detailTable{}
		}
		return t
	})
)
