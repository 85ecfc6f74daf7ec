using TwinGrid.Contracts.Partitions;
using TwinGrid.Contracts.Scenarios;
using TwinGrid.Model.Cuts;

namespace TwinGrid.Grains.Cuts;

/// <summary>Cuts partitions of this process: their live twins, or their history as of an instant.</summary>
internal sealed class PartitionCutter(PastCutter past)
{
    /// <summary>Bytes of one grain message.</summary>
    private const int PieceBytes = 512 << 10;

    /// <summary>A partition's part of a cut.</summary>
    /// <exception cref="PartitionUnavailableException">No definition is in force.</exception>
    public async Task<PlantCut> CutAsync(IPartition partition, PartitionCutRequest request, CancellationToken cancellationToken)
    {
        var cut = request.IsPast
            ? await past.CutAsync(partition, request.Lines, request.AtNs, cancellationToken)
            : await partition.CutAsync(request.Lines, request.AtNs, cancellationToken);
        return cut ?? throw new PartitionUnavailableException(partition.Key, "no definition is in force");
    }

    /// <summary>The same as packed pieces for another process.</summary>
    public async Task<IReadOnlyList<byte[]>> CutPackedAsync(IPartition partition, PartitionCutRequest request, CancellationToken cancellationToken)
    {
        var packed = CutPacking.Pack(CutEncoding.Write(await CutAsync(partition, request, cancellationToken)));
        return [.. packed.Chunk(PieceBytes)];
    }
}
