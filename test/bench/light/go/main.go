// What CometBFT's own Go code takes for a commit of 150 ed25519 validators: VerifyCommitLight, and a skipping step (VerifyCommitLightTrusting
// by a set that shares all validators, then VerifyCommitLight). Prints nanoseconds for each, the least of several rounds.
package main

import (
	"fmt"
	"time"

	"github.com/cometbft/cometbft/crypto/ed25519"
	cmtmath "github.com/cometbft/cometbft/libs/math"
	cmtproto "github.com/cometbft/cometbft/proto/tendermint/types"
	"github.com/cometbft/cometbft/types"
)

const chain = "bench-1"

func main() {
	const count = 150
	keys := map[string]ed25519.PrivKey{}
	validators := make([]*types.Validator, count)
	for i := range validators {
		key := ed25519.GenPrivKeyFromSecret([]byte(fmt.Sprintf("validator %d", i)))
		validators[i] = types.NewValidator(key.PubKey(), 10)
		keys[string(key.PubKey().Address())] = key
	}
	set := types.NewValidatorSet(validators)
	hash := make([]byte, 32)
	id := types.BlockID{Hash: hash, PartSetHeader: types.PartSetHeader{Total: 1, Hash: hash}}
	signatures := make([]types.CommitSig, count)
	for i, validator := range set.Validators {
		vote := &types.Vote{
			ValidatorAddress: validator.Address, ValidatorIndex: int32(i), Height: 9, Round: 0,
			Type: cmtproto.PrecommitType, BlockID: id, Timestamp: time.Unix(1700000000, int64(i)),
		}
		signature, err := keys[string(validator.Address)].Sign(types.VoteSignBytes(chain, vote.ToProto()))
		if err != nil {
			panic(err)
		}
		vote.Signature = signature
		signatures[i] = vote.CommitSig()
	}
	commit := &types.Commit{Height: 9, Round: 0, BlockID: id, Signatures: signatures}
	light := func() error { return set.VerifyCommitLight(chain, id, 9, commit) }
	skip := func() error {
		if err := set.VerifyCommitLightTrusting(chain, commit, cmtmath.Fraction{Numerator: 1, Denominator: 3}); err != nil {
			return err
		}
		return light()
	}
	fmt.Printf("%d %d\n", least(light), least(skip))
}

func least(run func() error) int64 {
	best := int64(1) << 62
	for i := 0; i < 60; i++ {
		began := time.Now()
		if err := run(); err != nil {
			panic(err)
		}
		if took := time.Since(began).Nanoseconds(); took < best {
			best = took
		}
	}
	return best
}
