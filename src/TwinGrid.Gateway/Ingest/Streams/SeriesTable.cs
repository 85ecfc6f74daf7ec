using TwinGrid.Contracts.Ingest;
using TwinGrid.Contracts.Partitions;
using TwinGrid.Gateway.Ingest.Quotas;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;
using TwinGrid.Model.Units;
using TwinGrid.V1;

namespace TwinGrid.Gateway.Ingest.Streams;

/// <summary>
/// Handles of one stream: what was declared, checked once, and turned into series of the partition for every batch by an array look-up.
/// Belongs to the stream's reader. Grows with the highest handle, to 1 048 576 at the most.
/// </summary>
internal sealed class SeriesTable(IPartition partition, PlantQuota quota) : IDisposable
{
    private static readonly QuotaDefinition NoDefinition = new();

    private uint[] series = [];
    private RejectionCode[] refused = [];
    private string[] units = [];
    private UnitConversion[]? conversions;
    private PlantDefinition? checkedAgainst = partition.Definition;

    /// <summary>Series declared and accepted.</summary>
    public int Count { get; private set; }

    /// <summary>Declares one series. A handle declared again stands for the new one from the next batch on.</summary>
    public SeriesResult Declare(SeriesDeclaration declaration)
    {
        if (declaration.Handle >= IngestLimits.MaxHandles)
        {
            return Result(declaration, "INVALID_HANDLE", $"Handle {declaration.Handle} is not below {IngestLimits.MaxHandles}.");
        }

        var handle = (int)declaration.Handle;
        Grow(handle);
        Refuse(handle, RejectionCode.UnknownSignal);
        var binding = partition.Resolve(declaration.Asset, declaration.Signal);
        var check = DeclarationCheck.Of(declaration, binding);
        if (check.Code == RejectionCode.None && !quota.TryAddSeries(partition.Definition?.Quotas ?? NoDefinition))
        {
            return Result(declaration, "TOO_MANY_SERIES", $"{quota.Series} series are declared, as many as the plant may have.");
        }

        if (check.Code == RejectionCode.None)
        {
            Accept(handle, binding.Series, declaration.Unit, check.Conversion);
        }
        else
        {
            refused[handle] = check.Code;
        }

        var result = Result(declaration, WireCodes.Of(check.Code), check.Message);
        result.Partition = check.Code == RejectionCode.WrongPartition ? (uint)binding.Partition : 0;
        return result;
    }

    /// <summary>Replaces handles by series, and brings values to the definition's units.</summary>
    public void Translate(SampleBatch batch)
    {
        if (!ReferenceEquals(checkedAgainst, partition.Definition))
        {
            CheckAgain();
        }

        if (conversions is not null)
        {
            Convert(batch, conversions);
        }

        var table = series;
        var runs = batch.RunSeries.AsSpan(0, batch.Runs);
        for (var k = 0; k < runs.Length; k++)
        {
            var handle = runs[k];
            var found = handle < (uint)table.Length ? table[handle] : SampleBatch.UnknownSeries;
            runs[k] = found;
            if (found == SampleBatch.UnknownSeries)
            {
                (batch.RunRejections ??= new RejectionCode[runs.Length])[k] = RefusalOf(handle);
            }
        }
    }

    /// <summary>Gives the series back to the plant's quota.</summary>
    public void Dispose()
    {
        quota.RemoveSeries(Count);
        Count = 0;
    }

    private static void Convert(SampleBatch batch, UnitConversion[] conversions)
    {
        var sample = 0;
        for (var k = 0; k < batch.Runs; k++)
        {
            var length = batch.RunLength[k];
            var handle = batch.RunSeries[k];
            if (handle < (uint)conversions.Length && !conversions[handle].IsIdentity)
            {
                foreach (ref var value in batch.Values.AsSpan(sample, length))
                {
                    value = conversions[handle].Convert(value);
                }
            }

            sample += length;
        }
    }

    /// <summary>A new definition may have changed a signal's unit: handles stay, their conversions follow.</summary>
    private void CheckAgain()
    {
        checkedAgainst = partition.Definition;
        for (var handle = 0; handle < series.Length; handle++)
        {
            if (series[handle] == SampleBatch.UnknownSeries || partition.Describe(new SeriesId(series[handle])) is not { } info)
            {
                continue;
            }

            var check = DeclarationCheck.OfUnit(units[handle], info.Signal);
            if (check.Code == RejectionCode.None)
            {
                SetConversion(handle, check.Conversion);
            }
            else
            {
                Refuse(handle, check.Code);
            }
        }
    }

    private RejectionCode RefusalOf(uint handle) => handle < (uint)refused.Length ? refused[handle] : RejectionCode.UnknownSignal;

    private void Accept(int handle, SeriesId found, string unit, UnitConversion conversion)
    {
        series[handle] = found.Value;
        units[handle] = string.IsInterned(unit) ?? unit;
        refused[handle] = RejectionCode.None;
        SetConversion(handle, conversion);
        Count++;
    }

    private void Refuse(int handle, RejectionCode code)
    {
        if (series[handle] != SampleBatch.UnknownSeries)
        {
            quota.RemoveSeries(1);
            Count--;
        }

        series[handle] = SampleBatch.UnknownSeries;
        refused[handle] = code;
        SetConversion(handle, UnitConversion.Identity);
    }

    private void SetConversion(int handle, UnitConversion conversion)
    {
        if (conversions is null && conversion.IsIdentity)
        {
            return;
        }

        if (conversions is null || conversions.Length <= handle)
        {
            var grown = new UnitConversion[series.Length];
            Array.Fill(grown, UnitConversion.Identity);
            conversions?.CopyTo(grown, 0);
            conversions = grown;
        }

        conversions[handle] = conversion;
    }

    private void Grow(int handle)
    {
        if (handle < series.Length)
        {
            return;
        }

        var old = series.Length;
        var length = Math.Min(IngestLimits.MaxHandles, Math.Max(1024, (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)handle + 1)));
        Array.Resize(ref series, length);
        Array.Resize(ref refused, length);
        Array.Resize(ref units, length);
        Array.Fill(series, SampleBatch.UnknownSeries, old, length - old);
        Array.Fill(refused, RejectionCode.UnknownSignal, old, length - old);
        Array.Fill(units, "", old, length - old);
    }

    private static SeriesResult Result(SeriesDeclaration declaration, string code, string? message) =>
        new() { Handle = declaration.Handle, Code = code, Message = message ?? "" };
}
