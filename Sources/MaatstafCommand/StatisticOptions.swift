public import ArgumentParser
public import SurveyStatistics

extension LonePSUPolicy: ExpressibleByArgument {}
extension ProportionInterval: ExpressibleByArgument {}
extension ReplicateWeights.Kind: ExpressibleByArgument {}
