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
		return orEmpty(decodeNames(open(packedNames)))
	})
	details = sync.OnceValue(func() *detailTable {
		return orEmpty(decodeDetails(open(packedDetails), names()))
	})
	operations = sync.OnceValue(func() *operationTable {
		return orEmpty(decodeOperations(open(packedOperations), names()))
	})
	managed = sync.OnceValue(func() *managedTable {
		return orEmpty(decodeManaged(open(packedManaged)))
	})
)

// orEmpty takes a decoded section, or an empty one where the data is damaged.
func orEmpty[T any](t *T, err error) *T {
	if err != nil {
		return new(T)
	}
	return t
}
