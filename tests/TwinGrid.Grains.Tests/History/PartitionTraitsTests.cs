using System.Collections.Immutable;
using TwinGrid.Grains.History;
using TwinGrid.Grains.Tests.Partitions;
using TwinGrid.Model.Definitions;
using TwinGrid.Model.Samples;
using Xunit;

namespace TwinGrid.Grains.Tests.History;

/// <summary>What history takes from the definition in force, of a real partition.</summary>
public sealed class PartitionTraitsTests
{
    private static readonly RetentionDefinition Fast = new("fast", TimeSpan.FromDays(2), 1000);
    private static readonly RetentionDefinition None = new("none", TimeSpan.Zero, null);

    [Fact]
    public async Task Traits_OfADefinition_FollowItsClassesAndTypes()
    {
        await using var harness = await PartitionHarness.OpenAsync(pumps: 0);
        var traits = new PartitionTraits(harness.Partition);
        Assert.True(traits.IsKept(new SeriesId(0, 0)));
        Assert.Empty(traits.BoundedClasses());

        await harness.Partition.ApplyDefinitionAsync(Plant(partitions: 2), 1, TestContext.Current.CancellationToken);
        var (vibration, raw, recipe) = (Series(harness, "vibration"), Series(harness, "raw"), Series(harness, "recipe"));
        Assert.True(traits.IsKept(vibration));
        Assert.False(traits.IsKept(raw));
        Assert.True(traits.IsText(recipe));
        Assert.False(traits.IsText(vibration));

        var bounded = traits.BoundedClasses().Single(one => one.Keep == Fast.Keep);
        Assert.Equal([vibration], bounded.Series);
        Assert.Equal(500, bounded.MaxBytes);
    }

    private static SeriesId Series(PartitionHarness harness, string signal) => new(harness.Series("press-1", signal));

    private static PlantDefinition Plant(int partitions) => new()
    {
        Id = "plant",
        DisplayName = "Plant",
        Partitions = partitions,
        Types = ImmutableSortedDictionary<string, AssetTypeDefinition>.Empty.Add("press", new AssetTypeDefinition
        {
            Id = "press",
            DisplayName = "Press",
            Signals =
            [
                new SignalDefinition { Id = "vibration", DisplayName = "Vibration", Retention = Fast },
                new SignalDefinition { Id = "raw", DisplayName = "Raw", Retention = None },
                new SignalDefinition { Id = "recipe", DisplayName = "Recipe", Type = SignalType.String },
            ],
        }),
        Lines =
        [
            new LineDefinition
            {
                Id = "line", DisplayName = "Line", Partition = 0, Assets = [new AssetDefinition { Id = "press-1", DisplayName = "Press", Type = "press" }],
            },
        ],
    };
}
