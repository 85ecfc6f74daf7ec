using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using TwinGrid.Contracts.Definitions;
using TwinGrid.Contracts.Storage;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Names;
using TwinGrid.Model.Samples;

namespace TwinGrid.Grains.Definitions;

/// <summary>
/// The one writer of plant definitions in this process. A version is stored first and put in force after: should the process die in between, the
/// next start finds the stored one ahead of the partitions and puts it in force then.
/// </summary>
internal sealed partial class DefinitionCatalog(
    IDocumentStore store, DefinitionInForce inForce, TimeProvider clock, ILogger<DefinitionCatalog> logger) : IDefinitionCatalog, IDisposable
{
    private readonly DefinitionDocuments documents = new(store);
    private readonly ConcurrentDictionary<string, Entry> plants = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim writer = new(1, 1);
    private volatile bool isLoaded;

    /// <summary>A plant's head with the version that it names.</summary>
    private sealed record Entry(DefinitionDocuments.StoredHead Head, DefinitionVersion Version);

    /// <inheritdoc/>
    public ValueTask<DefinitionVersion?> GetAsync(string plant, ulong version, CancellationToken cancellationToken)
    {
        if (!isLoaded)
        {
            return GetLoadedAsync(plant, version, cancellationToken);
        }

        // Every ingest stream and every list asks for the version in force: it is at hand.
        var entry = plants.GetValueOrDefault(plant);
        return entry is null || version == 0 || version == entry.Version.Version
            ? ValueTask.FromResult(entry?.Version)
            : documents.GetVersionAsync(plant, version, isRetired: false, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<DefinitionVersion>> ListAsync(string? plant, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        if (plant is null)
        {
            return [.. plants.Values.Select(entry => entry.Version).OrderBy(version => version.Definition.Id, StringComparer.Ordinal)];
        }

        var versions = new List<DefinitionVersion>();
        if (plants.TryGetValue(plant, out var newest))
        {
            versions.Add(newest.Version);
            for (var number = newest.Version.Version - 1; number > 0; number--)
            {
                if (await documents.GetVersionAsync(plant, number, isRetired: false, cancellationToken) is { } version)
                {
                    versions.Add(version);
                }
            }
        }

        return versions;
    }

    /// <inheritdoc/>
    public async ValueTask<AppliedDefinition?> ApplyAsync(
        PlantDefinition definition, IReadOnlyList<DefinitionFile> files, string by, string? ifHash, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(definition);
        await LoadAsync(cancellationToken);
        await writer.WaitAsync(cancellationToken);
        try
        {
            var entry = plants.GetValueOrDefault(definition.Id);
            if (ifHash is not null && ifHash != entry?.Version.Definition.Hash)
            {
                return null;
            }

            var isUnchanged = entry is not null && !entry.Head.Head.IsRetired && entry.Version.Definition.Hash == definition.Hash;
            if (!isUnchanged)
            {
                entry = await StoreAsync(entry, definition, files, by, cancellationToken);
                if (entry is null)
                {
                    return null;
                }
            }

            var indexes = await PutInForceAsync(entry!, cancellationToken);
            return new AppliedDefinition(entry!.Version, isUnchanged, indexes);
        }
        finally
        {
            writer.Release();
        }
    }

    /// <inheritdoc/>
    public async ValueTask<bool> RetireAsync(string plant, string? ifHash, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        await writer.WaitAsync(cancellationToken);
        try
        {
            if (!plants.TryGetValue(plant, out var entry) || (ifHash is not null && ifHash != entry.Version.Definition.Hash))
            {
                return false;
            }

            if (!entry.Head.Head.IsRetired)
            {
                var head = await documents.PutHeadAsync(plant, entry.Head.Head with { IsRetired = true }, entry.Head.Revision, cancellationToken);
                if (head is null)
                {
                    return false;
                }

                plants[plant] = entry = new Entry(head, entry.Version with { IsRetired = true });
                LogRetired(logger, plant);
            }

            await PutInForceAsync(entry, cancellationToken);
            return true;
        }
        finally
        {
            writer.Release();
        }
    }

    /// <inheritdoc/>
    public async Task OpenAllAsync(CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        var all = plants.Values.SelectMany(entry => Enumerable.Range(0, entry.Head.Head.Partitions).Select(number => (entry, number)));
        var options = new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(all, options, async (item, token) =>
        {
            var key = new PartitionKey(item.entry.Version.Definition.Id, item.number);
            try
            {
                await EnsureAsync(item.entry, key, token);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                // One partition that is damaged or fenced keeps no other from serving; status and reads tell about it.
                LogNotOpened(logger, exception, key);
            }
        });
    }

    /// <inheritdoc/>
    public void Dispose() => writer.Dispose();

    private async Task<Entry?> StoreAsync(
        Entry? before, PlantDefinition definition, IReadOnlyList<DefinitionFile> files, string by, CancellationToken cancellationToken)
    {
        if (before is not null)
        {
            Require(before.Version.Definition, definition);
        }

        var version = new DefinitionVersion(definition, (before?.Version.Version ?? 0) + 1, files, Nanoseconds.Now(clock), by, IsRetired: false);
        await documents.PutVersionAsync(version, cancellationToken);
        var partitions = Math.Max(definition.Partitions, before?.Head.Head.Partitions ?? 0);
        var head = await documents.PutHeadAsync(
            definition.Id, new DefinitionDocuments.Head(version.Version, IsRetired: false, partitions), before?.Head.Revision ?? 0, cancellationToken);
        if (head is null)
        {
            return null;
        }

        var entry = new Entry(head, version);
        plants[definition.Id] = entry;
        LogApplied(logger, definition.Id, version.Version, definition.Hash, by);
        return entry;
    }

    private static void Require(PlantDefinition before, PlantDefinition after)
    {
        var reasons = DefinitionUpgrade.Check(before, after)
            .Where(finding => finding.Severity == DiagnosticSeverity.Error)
            .Select(finding => $"{finding.Path}: {finding.Message}.")
            .ToList();
        if (reasons.Count > 0)
        {
            throw new DefinitionUpgradeException(after.Id, reasons);
        }
    }

    private async Task<IReadOnlyDictionary<int, ulong>> PutInForceAsync(Entry entry, CancellationToken cancellationToken)
    {
        var indexes = new Dictionary<int, ulong>();
        for (var number = 0; number < entry.Head.Head.Partitions; number++)
        {
            indexes[number] = await EnsureAsync(entry, new PartitionKey(entry.Version.Definition.Id, number), cancellationToken);
        }

        return indexes;
    }

    private Task<ulong> EnsureAsync(Entry entry, PartitionKey key, CancellationToken cancellationToken) => inForce.EnsureAsync(
        key, DefinitionInForce.Effective(entry.Version.Definition, entry.Head.Head.IsRetired), entry.Version.Version, cancellationToken);

    private async ValueTask<DefinitionVersion?> GetLoadedAsync(string plant, ulong version, CancellationToken cancellationToken)
    {
        await LoadAsync(cancellationToken);
        return await GetAsync(plant, version, cancellationToken);
    }

    private async ValueTask LoadAsync(CancellationToken cancellationToken)
    {
        if (isLoaded)
        {
            return;
        }

        await writer.WaitAsync(cancellationToken);
        try
        {
            foreach (var head in isLoaded ? [] : await documents.ListHeadsAsync(cancellationToken))
            {
                var version = await documents.GetVersionAsync(head.Plant, head.Head.Version, head.Head.IsRetired, cancellationToken)
                    ?? throw new InvalidDataException($"Version {head.Head.Version} of plant '{head.Plant}' is in force but not stored.");
                plants[head.Plant] = new Entry(head, version);
            }

            isLoaded = true;
        }
        finally
        {
            writer.Release();
        }
    }

    [LoggerMessage(1, LogLevel.Information, "Plant {Plant}: version {Version} ({Hash}) stored, applied by {By}.")]
    private static partial void LogApplied(ILogger logger, string plant, ulong version, string hash, string by);

    [LoggerMessage(2, LogLevel.Information, "Plant {Plant} is retired.")]
    private static partial void LogRetired(ILogger logger, string plant);

    [LoggerMessage(3, LogLevel.Error, "Partition {Partition} was not opened.")]
    private static partial void LogNotOpened(ILogger logger, Exception exception, PartitionKey partition);
}
