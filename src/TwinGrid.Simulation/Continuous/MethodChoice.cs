namespace TwinGrid.Simulation.Continuous;

/// <summary>
/// Decides when the method should change: to the stiff one when explicit steps have been at their limit of stability (Hairer's test),
/// back when stiff steps have been so short that explicit ones would be stable too. Who goes back too early waits longer next time.
/// </summary>
internal sealed class MethodChoice
{
    private const double StabilityLimit = 3.25;
    private const int StiffSteps = 15;
    private const int ForgivenAfter = 6;
    private const double StableWithoutIt = 2;
    private const int EasySteps = 5;
    private const int MostEasySteps = 160;
    private const int QuickReturn = 100;

    private int stiff;
    private int notStiff;
    private int easy;
    private int easyNeeded = EasySteps;
    private long sinceSwitch;

    public void Reset()
    {
        stiff = notStiff = easy = 0;
        easyNeeded = EasySteps;
        sinceSwitch = QuickReturn;
    }

    /// <summary>After a good explicit step: whether the stiff method should go on.</summary>
    public bool IsStiff(double stabilityNumber)
    {
        sinceSwitch++;
        if (stabilityNumber > StabilityLimit)
        {
            notStiff = 0;
            stiff++;
        }
        else if (++notStiff == ForgivenAfter)
        {
            stiff = 0;
        }

        return stiff >= StiffSteps;
    }

    /// <summary>After a good stiff step: whether the explicit method should go on.</summary>
    public bool IsEasy(double stabilityNumber)
    {
        sinceSwitch++;
        easy = stabilityNumber <= StableWithoutIt ? easy + 1 : 0;
        return easy >= easyNeeded;
    }

    public void Switched(bool toStiff)
    {
        if (toStiff)
        {
            easyNeeded = sinceSwitch < QuickReturn ? Math.Min(2 * easyNeeded, MostEasySteps) : EasySteps;
        }

        stiff = notStiff = easy = 0;
        sinceSwitch = 0;
    }
}
