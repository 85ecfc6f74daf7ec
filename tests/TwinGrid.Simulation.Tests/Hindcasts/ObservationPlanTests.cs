using System.Collections.Immutable;
using TwinGrid.Model.Scenarios;
using TwinGrid.Simulation.Hindcasts;
using TwinGrid.Simulation.Modules;
using TwinGrid.Simulation.Tests.LiveStart;

namespace TwinGrid.Simulation.Tests.Hindcasts;

public sealed class ObservationPlanTests
{
    [Fact]
    public void Of_CounterOfTwoAssets_AddsTheirIncrease()
    {
        var (plan, errors) = Of(ObservedFigure.Increase, ["fill-1.good", "fill-2.good"]);
        Assert.Empty(errors);
        var kpi = Assert.Single(plan.Kpis);
        Assert.Equal([("fill-1", "good", double.PositiveInfinity), ("fill-2", "good", double.PositiveInfinity)], kpi.Signals.Select(one => (one.Asset, one.Signal, one.HoldsSeconds)));
        var figure = kpi.Compute([new SignalFigure(30, 1, 9), new SignalFigure(12, 0.5, 4)]);
        Assert.Equal(new SignalFigure(42, 0.5, 13), figure);
    }

    [Fact]
    public void Of_OtherUnit_IsConverted()
    {
        var (plan, errors) = Of(ObservedFigure.Mean, ["fill-1.fill"]);
        Assert.Empty(errors);
        Assert.Equal(0.4, plan.Kpis[0].Compute([new SignalFigure(40, 1, 1)]).Value, 1e-15);
    }

    [Fact]
    public void Of_ShareOfStates_NamesTheirNumbers()
    {
        var (plan, errors) = Of(ObservedFigure.Share, ["fill-1.state"], "Execute", "Aborted");
        Assert.Empty(errors);
        Assert.Equal([6.0, 9.0], plan.Kpis[0].Signals[0].Values);
        Assert.Equal(60, plan.Kpis[0].Signals[0].HoldsSeconds);
    }

    [Theory]
    [InlineData(ObservedFigure.Increase, "fill-3.good", "KPI 'made', observed: the plant has no asset of 'fill-3.good'; did you mean 'fill-")]
    [InlineData(ObservedFigure.Increase, "fill-1.god", "asset 'fill-1' has no signal 'god'; did you mean 'good'?")]
    [InlineData(ObservedFigure.Mean, "fill-1.hours", "mean of 'fill-1.hours' is in 'h', and the KPI in '1'")]
    [InlineData(ObservedFigure.Total, "fill-1.good", "total of 'fill-1.good' is in 's', and the KPI in '1'")]
    [InlineData(ObservedFigure.Share, "fill-1.state", "'fill-1.state' has no value 'Exekute'; there are Stopped, Execute, Aborted")]
    [InlineData(ObservedFigure.Share, "fill-1.good", "'fill-1.good' is a number, whose time in a value is no figure")]
    public void Of_WhatThePlantCannotTell_IsAnError(ObservedFigure take, string signal, string expected)
    {
        var error = Assert.Single(Of(take, [signal], "Exekute").Errors);
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
    }

    private static (ObservationPlan Plan, List<ModelError> Errors) Of(ObservedFigure take, ImmutableArray<string> signals, params ImmutableArray<string> values)
    {
        var observed = new KpiObservation { Signals = signals, Take = take, Values = take == ObservedFigure.Share ? values : [] };
        var (plan, plant) = LivePlant.Plan(change: document => document with { Kpis = [document.Kpis[0] with { Observed = observed }] });
        var errors = new List<ModelError>();
        return (ObservationPlan.Of(plan, plant, errors), errors);
    }
}
